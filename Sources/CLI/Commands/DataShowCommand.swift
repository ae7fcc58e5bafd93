import ArgumentParser
import Experiments
import Foundation
import Reports

/// Says what is in a data set.
struct DataShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "What is in a data set: shape, classes, ranges, digest, source, licence.",
    discussion: """
      A data set is a built-in name, a CSV or npz file, or a folder of IDX files. The keys target, \
      task and missing (refuse, drop) are those of 'descent train'. Formats other than table have \
      one row of facts; --classes and --features write a row for each.

      EXAMPLES:
        descent data show digits
        descent data show flowers.csv target=species --classes --format csv
      """
  )

  @Argument(
    help: ArgumentHelp("A name or path, and key=value.", valueName: "data"),
    completion: .list(DataCatalogue.entries.map(\.name))
  )
  var name: String
  @Argument(help: ArgumentHelp("target, task or missing.", valueName: "key=value"))
  var words: [String] = []
  @Flag(help: "A row for each class with its number of examples.") var classes = false
  @Flag(help: "A row for each feature with its range.") var features = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if classes, features { throw ValidationError("--classes and --features exclude each other") }
  }

  func run() throws {
    let dataset = try load()
    let sheet = try DataSheet(dataset)
    if classes {
      try Answer.write(output, columns: DataSheet.classColumns, rows: sheet.classRows)
    } else if features {
      try Answer.write(output, columns: DataSheet.rangeColumns, rows: sheet.rangeRows)
    } else if output.format == .table {
      let output = try Output(path: output.file)
      try output.write(sheet.text(output.isTerminal ? Terminal.style(of: 1) : .plain))
      try output.finish()
    } else {
      try sheet.facts.write(output)
    }
  }

  private func load() throws -> Dataset {
    let request = try SearchRequest(arguments: ["data=\(name)"] + words)
    let settings = try request.settings()
    let other = DefinitionKey.allCases.first { key in
      settings[key] != nil && ![.data, .target, .task].contains(key)
    }
    if let other {
      throw Failure.usage(
        "'\(other.rawValue)' says nothing of data",
        hint: "keys here are target, task and missing"
      )
    }
    return try DataShelf(dropsMissing: request.dropsMissing).dataset(settings)
  }
}
