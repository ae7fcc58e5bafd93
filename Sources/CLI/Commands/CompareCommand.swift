public import ArgumentParser
import Experiments
public import Reports
import RunStore

/// Compares runs with the first of them.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs side by side, or groups of runs pair by pair.",
    discussion: """
      All are compared with the first. Only hyperparameters that differ are shown unless -a asks \
      for all; curves are drawn over the same epochs, seconds or examples with the same heights. \
      --curves writes the curves as rows.

      Filters instead of runs name groups. They are compared over pairs: runs that agree in the \
      seed and in whatever else differs within a group, or in the keys of --over. The answer has \
      paired t and Wilcoxon's signed ranks, both corrected by Holm.

      EXAMPLES:
        descent compare @1 @2
        descent compare @1 @2 --metric validation_accuracy --align seconds
        descent compare @1 @2 @3 --curves --format csv -o curves.csv
        descent compare 'optimizer = sgd' 'optimizer = adam' --metric train_cost
      """
  )

  @Argument(
    help: ArgumentHelp("Two or more runs, or two or more filters.", valueName: "run"),
    completion: .runs
  )
  var names: [String]
  @Option(
    help: ArgumentHelp(
      "The metric whose curves are compared, or by which groups are.",
      valueName: "metric"
    ),
    completion: .metrics
  )
  var metric: String?
  @Option(
    help: ArgumentHelp("What the runs of a pair agree in.", valueName: "keys"),
    completion: .keys
  )
  var over: String?
  @Option(help: ArgumentHelp("epoch, seconds or examples.", valueName: "axis"))
  var align: CurveAxis = .epoch
  @Flag(help: "Write the curves, a row for each position.") var curves = false
  @Flag(name: [.customShort("a"), .customLong("all")], help: "Hyperparameters that agree too.")
  var all = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    if names.count < 2 { throw ValidationError("compare needs two runs; \(names.count) given") }
    let filters = names.filter(Self.isFilter)
    if !filters.isEmpty, filters.count < names.count {
      throw ValidationError("compare takes runs or filters, not both; '\(filters[0])' is a filter")
    }
    if filters.isEmpty, over != nil {
      throw ValidationError("--over is for groups, named by filters")
    }
    if !filters.isEmpty, curves { throw ValidationError("--curves is for runs, not for groups") }
  }

  /// Runs are named by digits or by `@1`; every filter has a sign or a blank.
  private static func isFilter(_ name: String) -> Bool { name.contains { " =<>!".contains($0) } }

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    if Self.isFilter(names[0]) { return try compareGroups(in: store) }
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

  private func compareGroups(in store: RunStore) throws {
    let conditions = try names.map { try Condition(filter: $0) }
    let metric = try metric.map { try MetricName($0) } ?? .standard(for: conditions[0], in: store)
    let keys = try over.map { try KeyList($0).columns } ?? pairKeys(of: conditions, in: store)
    var pairing = Pairing(by: keys)
    for (name, condition) in zip(names, conditions) {
      let candidates = try Candidates(metric, keys: keys, of: condition, in: store)
      guard !candidates.all.isEmpty else { throw Failure.no("no run meets '\(name)'") }
      for member in candidates.members() { try pairing.add(member.value, member.keys, to: name) }
    }
    if self.metric == nil { StandardError.write("metric: \(metric.name)\n") }
    let agreed = keys.map(\.name).joined(separator: ", ")
    StandardError.write("pairs agree in \(agreed.isEmpty ? "nothing: one run a group" : agreed)\n")
    try Answer.write(output, columns: PairedComparison.columns, rows: pairing.rows)
  }

  /// The keys in which the runs of some group differ.
  private func pairKeys(of conditions: [Condition], in store: RunStore) throws -> [RunColumn] {
    var varying: Set<String> = []
    for condition in conditions { varying.formUnion(try store.varyingKeys(where: condition)) }
    return try DefinitionKey.allCases.map(\.rawValue).filter(varying.contains).map(RunColumn.named)
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
