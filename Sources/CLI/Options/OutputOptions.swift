public import ArgumentParser
public import Reports

/// How every reading verb writes its answer.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "The form of the answer (default: what the file's name says, else table).",
      valueName: "format"
    )
  )
  var chosenFormat: OutputFormat?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file, replaced when whole; - is stdout.", valueName: "file"),
    completion: .file()
  )
  var file: String?

  @Flag(help: "Leave text that a spreadsheet would run as a formula as it is.")
  var raw = false

  /// The format asked for, else that of the file's name, else a table.
  var format: OutputFormat { chosenFormat ?? OutputFormat(file: file) ?? .table }
}

extension OutputFormat: ExpressibleByArgument {}

extension OutputFormat {
  /// The format that the end of a file's name says; nil where it says none.
  init?(file: String?) {
    guard let file, let dot = file.lastIndex(of: ".") else { return nil }
    switch file[file.index(after: dot)...] {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "json": self = .json
    case "jsonl": self = .jsonl
    case "md": self = .markdown
    case "tex": self = .latex
    default: return nil
    }
  }
}
