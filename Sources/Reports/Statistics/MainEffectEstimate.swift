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
  private let values: [Double]
  /// The mean square distance from the mean.
  let variance: Double

  init(_ points: [(levels: [Field], value: Double)]) {
    values = points.map(\.value)
    let keys = points.first?.levels.indices ?? 0..<0
    groups = keys.map { key in Self.grouped(points.map { $0.levels[key] }) }
    variance = Self.squares(values) / Double(max(1, values.count))
  }

  /// The estimated share of each key with its standard error.
  func effects(names: [String]) -> [Importance.Effect] {
    zip(names, groups).map { name, groups in
      Importance.Effect(
        keys: [name],
        share: Self.share(values, groups: groups),
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

  private static func squares(_ values: [Double]) -> Double {
    let mean = Moments.mean(values)
    return Moments.sum(values.map { ($0 - mean) * ($0 - mean) })
  }

  private static func share(_ values: [Double], groups: [Int]) -> Double {
    var gathered: [Int: [Double]] = [:]
    for (value, group) in zip(values, groups) { gathered[group, default: []].append(value) }
    let total = squares(values)
    // In the order of the groups, so that the sum has one order.
    let within = Moments.sum(gathered.sorted { $0.key < $1.key }.map { squares($0.value) })
    let freedom = values.count - gathered.count
    guard total > 0, freedom > 0 else { return 0 }
    let chance = Double(gathered.count - 1) * within / Double(freedom)
    return max(0, (total - within - chance) / total)
  }

  private func error(_ groups: [Int]) -> Double? {
    var random = SplitMix64(state: 0)
    let shares = (0..<Self.resamples).map { _ in
      let drawn = values.indices.map { _ in random.index(below: values.count) }
      return Self.share(drawn.map { values[$0] }, groups: drawn.map { groups[$0] })
    }
    return Moments(shares).deviation
  }
}

/// The generator of the samples: SplitMix64 (Steele, Lea and Flood 2014).
private struct SplitMix64 {
  var state: UInt64

  /// Draws an index, each with the same probability to one part in 2⁶⁴ / count.
  mutating func index(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Int(truncatingIfNeeded: z.multipliedFullWidth(by: UInt64(count)).high)
  }
}
