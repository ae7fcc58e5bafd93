import Experiments
import Reports
import RunStore

/// A run that a question about one metric is asked of.
struct Candidate {
  /// Its id.
  let run: RunID
  /// The values of the keys, and the metric's behind them.
  let values: [StoredValue]
  /// The metric; nil where it was not measured.
  let value: Double?

  /// Goes through the runs that meet a condition, in the order of planning.
  static func forEach(
    _ metric: MetricName,
    keys: [RunColumn] = [],
    of condition: Condition,
    in store: RunStore,
    _ body: (Candidate) throws -> Void
  ) throws {
    var question = RunQuestion()
    question.condition = condition
    question.columns = keys + [metric.column]
    question.order = .planned
    try store.exportRuns(question) { run, values in
      try body(Candidate(run: run, values: values, value: values[keys.count].number))
    }
  }
}

/// The runs that a question about one metric is asked of, in the order of planning.
struct Candidates {
  /// What they are judged by.
  let metric: MetricName
  /// What they may be grouped by.
  let keys: [RunColumn]
  /// All of them.
  let all: [Candidate]

  /// Reads the runs that meet a condition.
  init(
    _ metric: MetricName,
    keys: [RunColumn],
    of condition: Condition,
    in store: RunStore
  ) throws {
    var all: [Candidate] = []
    try Candidate.forEach(metric, keys: keys, of: condition, in: store) { all.append($0) }
    (self.metric, self.keys, self.all) = (metric, keys, all)
  }

  /// The runs grouped by the first `count` keys, all by default.
  func grouping(by count: Int? = nil) -> Grouping {
    let count = count ?? keys.count
    return Grouping(
      keys: keys.prefix(count).map(\.name),
      members: all.lazy.map { member($0, count) },
      best: metric.best
    )
  }

  /// The runs as statistics have them.
  func members() -> [Grouping.Member] { all.map { member($0, keys.count) } }

  private func member(_ candidate: Candidate, _ count: Int) -> Grouping.Member {
    Grouping.Member(
      keys: (0..<count).map { Field(candidate.values[$0], of: keys[$0]) },
      run: candidate.run,
      value: candidate.value
    )
  }

  /// Says how many runs have no finite value and are left out.
  func tellOmitted() {
    var omitted = OmittedRuns()
    for candidate in all { omitted.count(candidate.value) }
    omitted.tell()
  }
}
