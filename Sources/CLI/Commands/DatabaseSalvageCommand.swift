import ArgumentParser
import Experiments
import Reports
import RunStore

/// Reads what it can of a damaged file.
struct DatabaseSalvageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salvage",
    abstract: "Read what is whole of a damaged file into a new one, and count what was lost.",
    discussion: """
      The damaged file is only read, page by page, whatever SQLite thinks of it. A run keeps its \
      epochs up to the first that does not hold against its digest; weights that do not hold are \
      left out. The new file has its name once it is whole and checked. Launching a sweep again \
      trains what was lost, to the same numbers.

      EXAMPLES:
        descent db salvage descent.db saved.db
        descent db salvage descent.db saved.db --lost --format csv
      """
  )

  @Argument(help: ArgumentHelp("The damaged file.", valueName: "file"))
  var file: String
  @Argument(help: ArgumentHelp("The file to make.", valueName: "new"))
  var target: String
  @Flag(help: "List what was lost, by run and epoch, instead of counting it.") var lost = false
  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = try RunStore.salvage(file, into: target)
    StandardError.write("\(target): what is whole of \(file)\n")
    if lost { try list(report.losses) } else { try count(report) }
  }

  private func count(_ report: SalvageReport) throws {
    let columns = [Column("what"), Column("read", .number), Column("lost", .number)]
    let rows = SalvageReport.Part.allCases.map { part in
      [.text(part.rawValue), .integer(report[part].read), .integer(report[part].lost)] as [Field]
    }
    try Answer.write(output, columns: columns, rows: rows)
  }

  private func list(_ losses: [Damage]) throws {
    let columns = [Column("run", .identifier), Column("epoch", .number), Column("lost")]
    let rows = losses.map { loss in
      [Field(loss.run?.description), Field(loss.epoch), .text(loss.what)]
    }
    try Answer.write(output, columns: columns, rows: rows)
  }
}
