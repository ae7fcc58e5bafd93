import ArgumentParser
import Experiments
import Reports

/// Data sets.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Data sets: those known by name, and what is in one.",
    discussion: """
      EXAMPLES:
        descent data list
        descent data show penguins
        descent data show houses.csv target=price task=regression missing=drop
      """,
    subcommands: [DataListCommand.self, DataShowCommand.self]
  )
}

/// Lists the data sets that are known by name.
struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The data sets that are known by name, and whether they are there.",
    discussion: """
      EXAMPLE:
        descent data list --format markdown
      """
  )

  @OptionGroup var output: OutputOptions

  func run() throws {
    let columns = [
      Column("name", .identifier), Column("installed", rank: 2), Column("examples", .number),
      Column("test_examples", .number), Column("features", .number), Column("classes", .number),
      Column("kind"), Column("summary", rank: 3), Column("licence"), Column("source", rank: -1),
    ]
    let isTable = output.format == .table
    let rows = DataCatalogue.entries.map { entry -> [Field] in
      [
        .text(entry.name), .boolean(DataSource.isInstalled(entry)), .integer(entry.examples),
        .integer(entry.testExamples), .integer(entry.features), .integer(entry.classes),
        .text(entry.kind.rawValue), .text(entry.summary), .text(entry.licence),
        .text(entry.source),
      ]
    }
    let count = isTable ? columns.count - 1 : columns.count
    try Answer.write(output, columns: Array(columns.prefix(count)), rows: rows)
  }
}
