import ArgumentParser
import Experiments
import Reports
import RunStore

/// Summarises a metric over groups of runs.
struct GroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "A metric's mean, spread and interval for each value of some keys.",
    discussion: """
      n counts the runs with a finite value and failures the others; sd is with n - 1, the interval \
      is Student's at 95 %. --over names what may differ within a group, seed by default: where \
      other keys differ too, standard error says so. --estimate writes mean ± sd for papers, and \
      --test compares each group with the first, pair by pair: runs that agree in --over and in \
      whatever else differs within groups. It has paired t and Wilcoxon's signed ranks, both \
      corrected by Holm.

      EXAMPLES:
        descent group --by optimizer,learning_rate --metric validation_accuracy
        descent group --by hidden_layers --estimate --format latex
        descent group --by optimizer --test
      """
  )

  @Option(help: ArgumentHelp("Group by these keys.", valueName: "keys"), completion: .keys)
  var by: String
  @Option(
    help: ArgumentHelp("What may differ within a group.", valueName: "keys"),
    completion: .keys
  )
  var over = "seed"
  @Option(help: ArgumentHelp("The metric.", valueName: "metric"), completion: .metrics)
  var metric: String?
  @Flag(help: "Write mean ± sd, the best in bold.") var estimate = false
  @Flag(help: "Compare each group with the first over paired runs.") var test = false
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var list: GroupListOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    if estimate, test { throw ValidationError("--estimate and --test exclude each other") }
  }

  func run() throws {
    let by = try KeyList(by).columns
    let over = try KeyList(over).columns.filter { !by.contains($0) }
    guard !by.isEmpty else { throw Failure.usage("--by names no key", hint: nil) }
    let store = try database.open(.read)
    defer { try? store.close() }
    let condition = try selection.condition(in: store)
    let metric = try metric.map { try MetricName($0) } ?? .standard(for: condition, in: store)
    let mixed = try mixedKeys(by + over, store, condition)
    let candidates = try Candidates(
      metric,
      keys: test ? by + over + mixed : by,
      of: condition,
      in: store
    )
    if self.metric == nil { StandardError.write("metric: \(metric.name)\n") }
    if !test, !mixed.isEmpty {
      StandardError.write("groups mix runs that differ in \(Self.names(mixed))\n")
    }
    if test {
      StandardError.write("pairs agree in \(Self.names(over + mixed))\n")
      let pairing = try Pairing(candidates, by: by.count)
      try Answer.write(output, columns: PairedComparison.columns, rows: pairing.rows)
    } else {
      try write(candidates.grouping(), best: metric)
    }
  }

  private func write(_ grouping: Grouping, best metric: MetricName) throws {
    if estimate {
      try Answer.write(
        output,
        columns: grouping.estimateColumns(metric: metric.name),
        rows: grouping.estimateRows(best: metric.best)
      )
    } else {
      let isTable = output.format == .table
      let rows = grouping.groups.map { grouping.row($0, hasShortID: isTable) }
      try Answer.write(
        output,
        columns: grouping.columns,
        rows: try list.apply(rows, columns: grouping.columns)
      )
    }
  }

  /// The keys that differ within groups though nobody asked for it.
  private func mixedKeys(
    _ named: [RunColumn],
    _ store: RunStore,
    _ condition: Condition
  ) throws -> [RunColumn] {
    let varying = try store.varyingKeys(where: condition).subtracting(named.map(\.name))
    let names = DefinitionKey.allCases.map(\.rawValue).filter(varying.contains)
    return try names.map(RunColumn.named)
  }

  private static func names(_ keys: [RunColumn]) -> String {
    keys.map(\.name).joined(separator: ", ")
  }
}

extension MetricName {
  /// validation_accuracy where some run has it, else validation_cost, else train_cost.
  static func standard(for condition: Condition, in store: RunStore) throws -> MetricName {
    for name in ["validation_accuracy", "validation_cost"] {
      var question = RunQuestion()
      question.condition = condition && (try Condition(filter: "\(name) is not empty"))
      if try store.hasRun(question) { return try MetricName(name) }
    }
    return try MetricName("train_cost")
  }
}
