import ArgumentParser
import Reports
import RunStore

/// Exports a row for each epoch of each run.
struct ExportEpochsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epochs",
    abstract: "A row for each epoch of each run: costs, accuracies, norms, times.",
    discussion: """
      EXAMPLE:
        descent export epochs --run @1 -o epochs.csv
      """
  )

  @Option(help: .format) var format: OutputFormat?
  @Option(help: .epoch) var epoch: Int?
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    try HistoryExport(table: .epochs, format: format, epoch: epoch, options: options)
      .run(database)
  }
}

/// Exports a row for each layer of each epoch of each run.
struct ExportLayersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "A row for each layer of each epoch: gradient, δ and weight norms, saturation.",
    discussion: """
      EXAMPLE:
        descent export layers --run @1 --epoch 5
      """
  )

  @Option(help: .format) var format: OutputFormat?
  @Option(help: .epoch) var epoch: Int?
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    try HistoryExport(table: .layers, format: format, epoch: epoch, options: options)
      .run(database)
  }
}

/// Exports a row for each finding of each run.
struct ExportFindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings",
    abstract: "A row for each finding of each run, with the numbers that say so.",
    discussion: """
      EXAMPLE:
        descent export findings -F 'finding = overfitting' --format table
      """
  )

  @Option(help: .format) var format: OutputFormat?
  @Option(help: .epoch) var epoch: Int?
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    try HistoryExport(table: .findings, format: format, epoch: epoch, options: options)
      .run(database)
  }
}

/// What they have in common.
private struct HistoryExport {
  let table: HistoryTable
  let format: OutputFormat?
  let epoch: Int?
  let options: ExportOptions

  func run(_ database: DatabaseOption) throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let runs = try options.runs(in: store)
    let columns = table.columns.map { name in
      Column(name, Self.kind(of: name))
    }
    try Export(format, options, columns: columns).write { write in
      try store.export(table, of: .runs(runs), epoch: epoch) { try write($0.map(Field.init)) }
    }
  }

  private static func kind(of column: String) -> Column.Kind {
    switch column {
    case "run": .identifier
    case "finding", "metric": .text
    default: .number
    }
  }
}

extension ArgumentHelp {
  /// What `--format` of exports takes.
  static let format = ArgumentHelp(
    "The form of the rows (default: what the file's name says, else csv).",
    valueName: "format"
  )
  /// What `--epoch` of exports takes.
  static let epoch = ArgumentHelp("Only this epoch; 0 is before training.", valueName: "epoch")
}
