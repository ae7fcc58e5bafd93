import ArgumentParser
import Reports
import RunStore

/// Exports a row for each epoch of each run.
struct ExportEpochsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epochs",
    abstract: "A row for each epoch of each run: costs, accuracies, norms, times.",
    discussion: """
      EXAMPLES:
        descent export epochs --run @1 -o epochs.csv
        descent export epochs --long -F 'status = diverged' --format tsv
      """
  )

  @Option(help: .format) var format: OutputFormat?
  @Option(help: .epoch) var epoch: Int?
  @Flag(help: .long) var long = false
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    try HistoryExport(table: .epochs, format: format, epoch: epoch, isLong: long, options: options)
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
  @Flag(help: .long) var long = false
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    try HistoryExport(table: .layers, format: format, epoch: epoch, isLong: long, options: options)
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
  var isLong = false
  let options: ExportOptions

  /// How many columns say which row it is: run, epoch and, of a layer, its number.
  private var nameCount: Int { table == .epochs ? 2 : 3 }

  private var columns: [Column] {
    let all = table.columns.map { Column($0, Self.kind(of: $0)) }
    guard isLong else { return all }
    return all.prefix(nameCount) + [Column("metric", .text), Column("value", .number)]
  }

  func run(_ database: DatabaseOption) throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let question = try options.question(in: store)
    try options.tellCut(of: question, in: store)
    try Export(format, options, columns: columns).write { write in
      try store.export(table, of: .answers(question), epoch: epoch) { values in
        let row = values.map(Field.init)
        try isLong ? writeLong(row, write) : write(row)
      }
    }
  }

  /// A row for each number; what was not measured has none.
  private func writeLong(_ row: [Field], _ write: ([Field]) throws -> Void) throws {
    for (name, value) in zip(table.columns, row).dropFirst(nameCount) where value != .empty {
      try write(row.prefix(nameCount) + [.text(name), value])
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
  /// What `--long` of exports does.
  static let long: ArgumentHelp = "A row for each number, as run, epoch, metric, value."
  /// What `--epoch` of exports takes.
  static let epoch = ArgumentHelp("Only this epoch; 0 is before training.", valueName: "epoch")
}
