import Experiments
import Reports
import RunStore

/// The runs that a question about one metric is asked of, in the order of planning.
struct Candidates {
  /// What is known of one of them.
  struct Candidate {
    /// Its id.
    let run: RunID
    /// The values of the keys, and the metric's behind them.
    let values: [StoredValue]
    /// The metric; nil where it was not measured.
    let value: Double?
  }

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
    var question = RunQuestion()
    question.condition = condition
    question.columns = keys + [metric.column]
    question.order = .planned
    var all: [Candidate] = []
    try store.exportRuns(question) { run, values in
      all.append(
        Candidate(run: run, values: values, value: values[keys.count].number)
      )
    }
    (self.metric, self.keys, self.all) = (metric, keys, all)
  }

  /// Those with a finite value.
  var finite: [Candidate] { all.filter { $0.value?.isFinite == true } }

  /// Those with a finite value, the best first, equals in the order of planning.
  var ranked: [Candidate] {
    finite.enumerated().sorted { left, right in
      guard let a = left.element.value, let b = right.element.value, a != b else {
        return left.offset < right.offset
      }
      return metric.best.isBetter(a, than: b)
    }.map(\.element)
  }

  /// The runs that have the best value.
  var ties: [RunID] {
    let ranked = ranked
    return ranked.filter { $0.value == ranked.first?.value }.map(\.run)
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
    let nan = all.count { $0.value?.isNaN == true }
    let infinite = all.count { $0.value?.isInfinite == true }
    let missing = all.count { $0.value == nil }
    let parts = [(nan, "nan"), (infinite, "inf"), (missing, "not measured")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !parts.isEmpty else { return }
    let count = CountText.of(nan + infinite + missing, "run")
    StandardError.write("left out \(count): \(parts.joined(separator: ", "))\n")
  }
}
