public import ArgumentParser
import Experiments
public import Reports
import RunStore

/// Compares runs with the first of them.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs side by side: what differs, metrics and differences, curves.",
    discussion: """
      All are compared with the first. Only hyperparameters that differ are shown unless -a asks \
      for all; curves are drawn over the same epochs, seconds or examples with the same heights. \
      --curves writes the curves as rows.

      EXAMPLES:
        descent compare @1 @2
        descent compare @1 @2 --metric validation_accuracy --align seconds
        descent compare @1 @2 @3 --curves --format csv -o curves.csv
      """
  )

  @Argument(help: ArgumentHelp("Two or more runs.", valueName: "run")) var names: [String]
  @Option(help: ArgumentHelp("The metric whose curves are compared.", valueName: "metric"))
  var metric: String?
  @Option(help: ArgumentHelp("epoch, seconds or examples.", valueName: "axis"))
  var align: CurveAxis = .epoch
  @Flag(help: "Write the curves, a row for each position.") var curves = false
  @Flag(name: [.customShort("a"), .customLong("all")], help: "Hyperparameters that agree too.")
  var all = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    if names.count < 2 { throw ValidationError("compare needs two runs; \(names.count) given") }
  }

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let runs = try names.map { try store.run(named: $0) }
    guard Set(runs).count == runs.count else {
      throw Failure.usage("a run is named twice", hint: nil)
    }
    let sheet = ComparisonSheet(
      members: try runs.map { run in
        .init(details: try store.details(of: run), epochs: try store.epochs(of: run))
      },
      onlyChanged: !all
    )
    let metric = try curveMetric(sheet)
    if curves {
      let curves = sheet.curves(of: metric, by: align)
      let isTable = output.format == .table
      let runs = sheet.members.map { isTable ? $0.details.id.short : "\($0.details.id)" }
      try Answer.write(output, columns: curves.columns(runs: runs), rows: curves.rows)
    } else if output.format == .table {
      try printScreen(sheet, metric)
    } else {
      try Answer.write(output, columns: sheet.columns(hasShortIDs: false), rows: sheet.rows)
    }
  }

  private func printScreen(_ sheet: ComparisonSheet, _ metric: String) throws {
    let output = try Output(path: output.file)
    var options = RowOptions()
    options.style = output.isTerminal ? Terminal.style(of: 1) : .plain
    let table = RowWriter.text(
      .table,
      columns: sheet.columns(hasShortIDs: true),
      rows: sheet.rows,
      options: options
    )
    let curves = sheet.sparklines(of: metric, by: align, style: options.style)
    try output.write(table + "\n" + curves)
    try output.finish()
  }

  /// The metric asked for, else validation_cost where all have it, else train_cost.
  private func curveMetric(_ sheet: ComparisonSheet) throws -> String {
    let known = EpochRecord.metrics.map(\.name)
    if let metric {
      guard known.contains(metric) else {
        throw StoreError.unknown(kind: "curve", name: metric, known: known)
      }
      return metric
    }
    let isValidated = sheet.members.allSatisfy { $0.epochs.last?.validation != nil }
    return isValidated ? "validation_cost" : "train_cost"
  }
}

extension CurveAxis: ExpressibleByArgument {}
