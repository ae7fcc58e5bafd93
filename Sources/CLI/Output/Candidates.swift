import Experiments
import Reports
import RunStore

/// The runs that a question about one metric is asked of, in the order of planning.
struct Candidates {
  /// What is known of one of them.
  struct Candidate {
    /// Its id.
    let run: RunID
    /// Its values of the keys.
    let keys: [StoredValue]
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
    question.columns = [metric.column] + keys
    question.order = .planned
    var all: [Candidate] = []
    try store.exportRuns(question) { run, values in
      all.append(
        Candidate(run: run, keys: Array(values.dropFirst()), value: values[0].number)
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

  /// The runs grouped by the keys.
  func grouping(hasShortIDs: Bool) -> Grouping {
    Grouping(keys: keys.map(\.name), members: members(hasShortIDs: hasShortIDs), best: metric.best)
  }

  /// The runs as statistics have them.
  func members(hasShortIDs: Bool = false) -> [Grouping.Member] {
    all.map { candidate in
      Grouping.Member(
        keys: zip(candidate.keys, keys).map { Field($0, of: $1) },
        run: hasShortIDs ? candidate.run.short : candidate.run.description,
        value: candidate.value
      )
    }
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
