import NeuralNetwork

/// What each hyperparameter alone explains of a metric, estimated from runs anywhere.
///
/// Runs are grouped by the key's value; numbers with more than eight values by eighths of the runs
/// at most. The share is ε² = (SS_between − (k − 1) MS_within) / SS_total, at least 0 (Kelley
/// 1935), which is right on average where the other keys were drawn independently. Its standard
/// error is the deviation over 200 samples of the runs drawn with replacement, by a fixed seed.
struct MainEffectEstimate {
  private static let mostLevels = 8
  private static let resamples = 200

  private let groups: [[Int]]
  /// The values less their mean, in units of their deviation.
  private let values: [Double]
  /// The mean square distance from the mean.
  let variance: Double

  init(_ points: [(levels: [Field], value: Double)]) {
    let moments = Moments(points.map(\.value))
    let deviation = moments.deviation ?? 0
    values = points.map { deviation > 0 ? ($0.value - moments.mean) / deviation : 0 }
    variance = deviation * deviation * Double(points.count - 1) / Double(points.count)
    let keys = points.first?.levels.indices ?? 0..<0
    groups = keys.map { key in Self.grouped(points.map { $0.levels[key] }) }
  }

  /// The estimated share of each key with its standard error.
  func effects(names: [String]) -> [Importance.Effect] {
    zip(names, groups).map { name, groups in
      Importance.Effect(
        keys: [name],
        share: share(Array(values.indices), groups: groups),
        error: error(groups)
      )
    }
  }

  /// The number of the group of each run: by value, or by rank where there are many numbers.
  private static func grouped(_ levels: [Field]) -> [Int] {
    let numbers = levels.compactMap(\.number)
    let distinct = Set(levels)
    guard numbers.count == levels.count, distinct.count > mostLevels else {
      var places: [Field: Int] = [:]
      return levels.map { level in
        let place = places[level] ?? places.count
        places[level] = place
        return place
      }
    }
    let sorted = numbers.sorted()
    let bins = max(2, min(mostLevels, numbers.count / 5))
    // Equal values share the place of their first, so that they share a group.
    var firsts: [Double: Int] = [:]
    for (rank, number) in sorted.enumerated() where firsts[number] == nil { firsts[number] = rank }
    return numbers.map { (firsts[$0] ?? 0) * bins / numbers.count }
  }

  /// ε² of the given runs, some of which may be there more than once.
  private func share(_ runs: [Int], groups: [Int]) -> Double {
    let places = (groups.max() ?? 0) + 1
    var counts = [Double](repeating: 0, count: places)
    var sums = counts
    var squares = 0.0
    for run in runs {
      counts[groups[run]] += 1
      sums[groups[run]] += values[run]
      squares += values[run] * values[run]
    }
    let all = sums.reduce(0, +)
    let total = squares - all * all / Double(runs.count)
    let within = zip(sums, counts).reduce(squares) { $1.1 > 0 ? $0 - $1.0 * $1.0 / $1.1 : $0 }
    let taken = counts.filter { $0 > 0 }.count
    guard total > 0, runs.count > taken else { return 0 }
    let chance = Double(taken - 1) * within / Double(runs.count - taken)
    return max(0, (total - within - chance) / total)
  }

  private func error(_ groups: [Int]) -> Double? {
    var random = SplitMix64(seed: 0)
    let shares = (0..<Self.resamples).map { _ in
      share(values.map { _ in random.below(values.count) }, groups: groups)
    }
    return Moments(shares).deviation
  }
}
