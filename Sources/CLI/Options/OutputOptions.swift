public import ArgumentParser
public import Reports

/// How every reading verb writes its answer.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "One of table, csv, tsv, json, jsonl, markdown, latex.",
      valueName: "format"
    )
  )
  var format: OutputFormat = .table

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file, replaced when whole; - is stdout.", valueName: "file")
  )
  var file: String?

  @Flag(help: "Leave text that a spreadsheet would run as a formula as it is.")
  var raw = false
}

extension OutputFormat: ExpressibleByArgument {}
