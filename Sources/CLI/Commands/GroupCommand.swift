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
      --test compares each group with the first, pair by pair over the same seeds: paired t and \
      Wilcoxon's signed ranks, both corrected by Holm.

      EXAMPLES:
        descent group --by optimizer,learning_rate --metric validation_accuracy
        descent group --by hidden_layers --estimate --format latex
        descent group --by optimizer --test
      """
  )

  @Option(help: ArgumentHelp("Group by these keys.", valueName: "keys")) var by: String
  @Option(help: ArgumentHelp("What may differ within a group.", valueName: "keys"))
  var over = "seed"
  @Option(help: ArgumentHelp("The metric.", valueName: "metric")) var metric: String?
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
    let (by, over) = (try KeyList(by).columns, try KeyList(over).columns)
    guard !by.isEmpty else { throw Failure.usage("--by names no key", hint: nil) }
    let store = try database.open(.read)
    defer { try? store.close() }
    let condition = try selection.condition(in: store)
    let metric = try metric.map { try MetricName($0) } ?? .standard(for: condition, in: store)
    let candidates = try Candidates(metric, keys: by + over, of: condition, in: store)
    let isTable = output.format == .table
    let grouping = Grouping(
      keys: by.map(\.name),
      members: candidates.members(hasShortIDs: isTable),
      best: metric.best
    )
    if self.metric == nil { StandardError.write("metric: \(metric.name)\n") }
    try tellMixed(by + over, store, condition)
    if test {
      let rows = candidates.comparisons(by: by.count).map(\.row)
      try Answer.write(output, columns: PairedComparison.columns, rows: rows)
    } else if estimate {
      try Answer.write(
        output,
        columns: grouping.estimateColumns(metric: metric.name),
        rows: grouping.estimateRows(best: metric.best)
      )
    } else {
      let rows = try list.apply(grouping.groups.map(grouping.row), columns: grouping.columns)
      try Answer.write(output, columns: grouping.columns, rows: rows)
    }
  }

  /// Says which keys differ within groups though nobody asked for it.
  private func tellMixed(
    _ named: [RunColumn],
    _ store: RunStore,
    _ condition: Condition
  ) throws {
    let varying = try store.varyingKeys(where: condition).subtracting(named.map(\.name))
    guard !varying.isEmpty else { return }
    let names = DefinitionKey.allCases.map(\.rawValue).filter(varying.contains)
    StandardError.write("groups mix runs that differ in \(names.joined(separator: ", "))\n")
  }
}

extension MetricName {
  /// validation_accuracy where some run has it, else validation_cost, else train_cost.
  static func standard(for condition: Condition, in store: RunStore) throws -> MetricName {
    for name in ["validation_accuracy", "validation_cost"] {
      let metric = try MetricName(name)
      let candidates = try Candidates(metric, keys: [], of: condition, in: store)
      if candidates.all.contains(where: { $0.value != nil }) { return metric }
    }
    return try MetricName("train_cost")
  }
}

extension Candidates {
  /// The groups by the first `count` keys against the first of them, paired by the other keys.
  func comparisons(by count: Int) -> [PairedComparison] {
    var groups: [PairedComparison.Group] = []
    var places: [[Field]: Int] = [:]
    for member in members() {
      let keys = Array(member.keys.prefix(count))
      let place = places[keys] ?? groups.count
      if place == groups.count {
        places[keys] = place
        let name = zip(self.keys, keys).map { "\($0.name)=\($1.word)" }.joined(separator: " ")
        groups.append(PairedComparison.Group(name: name, values: [:]))
      }
      let pair = Field.text(member.keys.dropFirst(count).map(\.word).joined(separator: " "))
      groups[place].values[pair] = member.value ?? .nan
    }
    guard let first = groups.first else { return [] }
    return PairedComparison.compare(Array(groups.dropFirst()), with: first)
  }
}

extension Field {
  /// The value as a word of a name.
  fileprivate var word: String {
    switch self {
    case .empty: "none"
    case .integer(let value): String(value)
    case .real(let value): NumberText.shortest(value)
    case .boolean(let value): String(value)
    case .text(let value): value
    case .list(let value): SettingValue.list(value).description
    case .estimate(let value): NumberText.shortest(value.mean)
    }
  }
}
