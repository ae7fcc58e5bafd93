import ArgumentParser
import Experiments
import Reports
import RunStore

/// Says how much of a metric's variance each hyperparameter explains.
struct ImportanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "importance",
    abstract: "How much of a metric's variance each hyperparameter explains.",
    discussion: """
      On a full grid the decomposition is exact, single keys and pairs; elsewhere each key's share \
      is estimated alone, with a standard error. Which of the two it is goes to standard error.

      EXAMPLE:
        descent importance validation_accuracy --sweep grid
      """
  )

  @Argument(help: "The metric.", completion: .metrics) var metric: String
  @Option(
    help: ArgumentHelp("Only these keys; by default all that differ but seed.", valueName: "keys"),
    completion: .keys
  )
  var by: String?
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let metric = try MetricName(metric)
    let named = try by.map { try KeyList($0).columns }
    let store = try database.open(.read)
    defer { try? store.close() }
    let condition = try selection.condition(in: store)
    let varying = try store.varyingKeys(where: condition).subtracting(["seed", "epochs"])
    let keys =
      try named
      ?? KeyList(
        DefinitionKey.allCases.map(\.rawValue).filter(varying.contains).joined(separator: ",")
      ).columns
    let candidates = try Candidates(metric, keys: keys, of: condition, in: store)
    candidates.tellOmitted()
    guard let importance = Importance(keys: keys.map(\.name), members: candidates.members())
    else {
      throw Failure.no("nothing to compare: two runs with a finite '\(metric.name)' must differ")
    }
    let method = importance.method == .exact ? "exact, a full grid" : "estimated, not a full grid"
    let variance = CountText.plain(importance.variance)
    StandardError.write(
      "\(CountText.of(importance.runs, "run")), variance \(variance) (\(method))\n"
    )
    try Answer.write(output, columns: Importance.columns, rows: importance.rows)
  }
}
