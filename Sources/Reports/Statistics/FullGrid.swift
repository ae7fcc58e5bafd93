/// The values of a metric on every combination of some keys' values; every combination weighs the
/// same, however many runs it has.
struct FullGrid {
  /// How many values each key has.
  private let counts: [Int]
  /// The mean value of each combination, the last key running fastest.
  private let cells: [Double]
  private let mean: Double
  private let cellVariance: Double
  private let replicateVariance: Double

  /// Gathers points, each with its level of every key; nil where a combination has none.
  init?(_ points: [(levels: [Field], value: Double)]) {
    guard let first = points.first else { return nil }
    let levels = first.levels.indices.map { key in Self.numbered(points.map { $0.levels[key] }) }
    counts = levels.map(\.count)
    // No more combinations than points, so the product cannot overflow.
    var size = 1
    for count in counts {
      size *= count
      guard size <= points.count else { return nil }
    }
    var values = [[Double]](repeating: [], count: size)
    for point in points {
      let index = levels.indices.reduce(0) { index, key in
        index * levels[key].count + (levels[key][point.levels[key]] ?? 0)
      }
      values[index].append(point.value)
    }
    guard values.allSatisfy({ !$0.isEmpty }) else { return nil }
    let moments = values.map(Moments.init)
    cells = moments.map(\.mean)
    mean = Moments.mean(cells)
    let center = mean
    cellVariance = Moments.mean(cells.map { ($0 - center) * ($0 - center) })
    replicateVariance = Moments.mean(
      zip(values, moments).map { values, moments in
        Moments.mean(values.map { ($0 - moments.mean) * ($0 - moments.mean) })
      }
    )
  }

  /// The number of each level, in the order they came, so that sums have one order.
  private static func numbered(_ levels: [Field]) -> [Field: Int] {
    var numbers: [Field: Int] = [:]
    for level in levels where numbers[level] == nil { numbers[level] = numbers.count }
    return numbers
  }

  /// V, of combinations and of runs within them.
  var variance: Double { cellVariance + replicateVariance }

  /// The share of V within combinations.
  var replicateShare: Double { share(replicateVariance) }

  /// V_i / V of each key and V_ij / V of each pair.
  func effects(names: [String]) -> [Importance.Effect] {
    let main = counts.indices.map { effect(of: $0) }
    var effects = counts.indices.map { key in
      Importance.Effect(keys: [names[key]], share: share(Self.meanSquare(main[key])))
    }
    for first in counts.indices {
      for second in counts.indices.dropFirst(first + 1) {
        let both = marginalMeans { level($0, first) * counts[second] + level($0, second) }
        let interaction = both.enumerated().map { index, value in
          value - mean - main[first][index / counts[second]] - main[second][index % counts[second]]
        }
        effects.append(
          .init(keys: [names[first], names[second]], share: share(Self.meanSquare(interaction)))
        )
      }
    }
    return effects
  }

  /// f_i, the mean over all else at each level minus the mean over all.
  private func effect(of key: Int) -> [Double] {
    marginalMeans { level($0, key) }.map { $0 - mean }
  }

  /// The mean of the cells that share a place, for each place from 0 on.
  private func marginalMeans(_ place: (Int) -> Int) -> [Double] {
    var gathered: [[Double]] = []
    for (index, value) in cells.enumerated() {
      let place = place(index)
      while gathered.count <= place { gathered.append([]) }
      gathered[place].append(value)
    }
    return gathered.map(Moments.mean)
  }

  /// The level of a key at a cell.
  private func level(_ cell: Int, _ key: Int) -> Int {
    cell / counts[(key + 1)...].reduce(1, *) % counts[key]
  }

  private func share(_ part: Double) -> Double { variance > 0 ? part / variance : 0 }

  private static func meanSquare(_ values: [Double]) -> Double {
    Moments.mean(values.map { $0 * $0 })
  }
}
