import ArgumentParser
import Experiments
import Reports
import RunStore

/// Finds the best run by a metric, of all or in each group.
struct BestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "best",
    abstract: "The best run by a metric, of all runs or for each value of some keys.",
    discussion: """
      Costs and RMSE are minimised, accuracy and R² maximised; a bare name is the last recorded \
      epoch's value, best_validation_cost and the like the best over all epochs. Runs without a \
      finite value are left out and counted; of equals the one planned first is shown and the \
      others are told.

      EXAMPLES:
        descent best validation_accuracy
        descent best validation_cost --per hidden_layers,learning_rate --format csv
        descent show $(descent best validation_cost -q)
      """
  )

  @Argument(help: "What to judge by: a column of 'descent runs'.", completion: .metrics)
  var metric: String
  @Option(
    help: ArgumentHelp("The best for each combination of these keys.", valueName: "keys"),
    completion: .keys
  )
  var per: String?
  @Flag(name: [.short, .long], help: "Print the full id and nothing else.") var quiet = false
  @Option(
    name: .customShort("n"),
    parsing: .unconditional,
    help: ArgumentHelp("The n best.", valueName: "count")
  )
  var count = 1
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    if count < 1 { throw ValidationError("-n '\(count)' is not at least 1") }
    if let per, KeyList.words(of: per).isEmpty { throw ValidationError("--per names no key") }
    if per != nil, count > 1 { throw ValidationError("-n and --per exclude each other; give one") }
  }

  func run() throws {
    let metric = try MetricName(metric)
    let keys = try KeyList(per ?? "")
    let store = try database.open(.read)
    defer { try? store.close() }
    let condition = try selection.condition(in: store)
    if keys.columns.isEmpty {
      try printBest(of: metric, condition, store)
    } else {
      try printGroups(of: Candidates(metric, keys: keys.columns, of: condition, in: store))
    }
  }

  private func printBest(
    of metric: MetricName,
    _ condition: Condition,
    _ store: RunStore
  ) throws {
    let leaders = try Leaders(count, by: metric, of: condition, in: store)
    leaders.omitted.tell()
    try requireRuns(leaders.tieCount, of: metric)
    tellTies(leaders)
    guard !quiet else { return try print(ids: leaders.runs) }
    var columns = RunColumn.exported
    if !columns.contains(metric.column) { columns.append(metric.column) }
    let isTable = output.format == .table
    var table = RunTable(columns, hasShortIDs: isTable)
    let list = try store.runs(columns: columns, of: leaders.runs)
    if isTable {
      let varying = try store.varyingKeys(where: condition)
      table.keepInteresting(of: list.map(\.values), varying: varying)
      table.keep(metric.column, of: columns)
    }
    try Answer.write(
      output,
      columns: table.columns,
      rows: list.map { table.row($0.run, $0.values) }
    )
  }

  private func requireRuns(_ count: Int, of metric: MetricName) throws {
    if count == 0 { throw Failure.no("no run has a finite '\(metric.name)'") }
  }

  private func printGroups(of candidates: Candidates) throws {
    let grouping = candidates.grouping()
    let hasShortIDs = output.format == .table
    let groups = grouping.groups.filter { $0.bestRun != nil }
    candidates.tellOmitted()
    try requireRuns(groups.count, of: candidates.metric)
    guard !quiet else { return try print(ids: groups.compactMap(\.bestRun)) }
    let metric = candidates.metric
    let columns =
      grouping.columns.prefix(grouping.keys.count)
      + [Column("run", .identifier), Column(metric.name, .number, rank: 3)]
    let rows = groups.map { group in
      let value = metric.best == .lowest ? group.summary.minimum : group.summary.maximum
      let run = hasShortIDs ? group.bestRun?.short : group.bestRun?.description
      return group.keys + [Field(run), Field(value)]
    }
    try Answer.write(output, columns: Array(columns), rows: rows)
    let tied = groups.filter { $0.bestCount > 1 }.count
    if tied > 0 { StandardError.write("ties in \(CountText.of(tied, "group"))\n") }
  }

  private func tellTies(_ leaders: Leaders) {
    guard leaders.tieCount > 1 else { return }
    let names = leaders.ties.map(\.short).joined(separator: ", ")
    let more = leaders.tieCount > leaders.ties.count ? ", …" : ""
    StandardError.write("\(leaders.tieCount) runs tie: \(names)\(more)\n")
  }

  private func print(ids: some Sequence<some CustomStringConvertible>) throws {
    let output = try Output(path: output.file)
    for id in ids { try output.write("\(id)\n") }
    try output.finish()
  }
}
