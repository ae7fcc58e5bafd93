import Experiments
import Reports
import RunStore

/// The best runs by a metric: all that is kept of however many there are.
struct Leaders {
  /// At most so many, the best first, equals in the order of planning.
  private(set) var runs: [RunID] = []
  /// How many runs have the best value.
  private(set) var tieCount = 0
  /// The first of them.
  private(set) var ties: [RunID] = []
  /// The runs without a finite value.
  private(set) var omitted = OmittedRuns()

  private var values: [Double] = []
  private let best: Best
  private let limit: Int

  /// The most ties that are named.
  static let namedTies = 8

  /// Reads the runs that meet a condition and keeps the `limit` best.
  init(
    _ limit: Int,
    by metric: MetricName,
    of condition: Condition,
    in store: RunStore
  ) throws {
    (self.limit, best) = (limit, metric.best)
    try Candidate.forEach(metric, of: condition, in: store) { judge($0) }
  }

  private mutating func judge(_ candidate: Candidate) {
    omitted.count(candidate.value)
    guard let value = candidate.value, value.isFinite else { return }
    countTie(candidate.run, value)
    let place = place(of: value)
    guard place < limit else { return }
    values.insert(value, at: place)
    runs.insert(candidate.run, at: place)
    guard values.count > limit else { return }
    values.removeLast()
    runs.removeLast()
  }

  private mutating func countTie(_ run: RunID, _ value: Double) {
    if let first = values.first, value != first {
      guard best.isBetter(value, than: first) else { return }
      (tieCount, ties) = (0, [])
    }
    tieCount += 1
    if ties.count < Self.namedTies { ties.append(run) }
  }

  /// Behind all that are as good: they were planned before.
  private func place(of value: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if best.isBetter(value, than: values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
