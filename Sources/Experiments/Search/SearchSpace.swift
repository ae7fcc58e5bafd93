import NeuralNetwork

/// The points of a search in their fixed order, made one by one.
///
/// A grid visits the first key slowest, in the order the keys were written; a random search draws
/// point i from the sweep's seed and i alone. Seeds 1…N, where they are asked for, are the fastest.
public struct SearchSpace: Sendable {
  /// The keys with their values, in order.
  public let axes: [SearchAxis]
  /// Grid or random.
  public let method: SearchMethod
  /// N: every point with the seeds 1…N; nil to leave the seed to the axes.
  public let seeds: Int?
  /// The seed that random points are drawn from.
  public let sweepSeed: Int
  /// The number of points.
  public let count: Int

  /// Checks a request and counts its points.
  ///
  /// - Throws: `continuousGrid`, `endlessSearch`, `gridOverLimit`, `seedTwice`, `tooManyPoints`.
  public init(_ request: SearchRequest) throws(DefinitionError) {
    let draws = request.axes.contains { !$0.isListed }
    method = request.method ?? (draws ? .random : .grid)
    var axes: [SearchAxis] = []
    for axis in request.axes { axes.append(method == .grid ? try axis.listed() : axis) }
    self.axes = axes
    seeds = request.seeds
    sweepSeed = request.sweepSeed ?? 0
    if seeds != nil, axes.contains(where: { $0.key == .seed }) {
      throw DefinitionError(.seedTwice)
    }
    try Self.refuseLimits(axes)
    count = try Self.count(axes, method, seeds: seeds, cap: request.runCap)
  }

  /// The settings of point i, 0 ≤ i < count.
  ///
  /// - Throws: `badValue` where what is drawn is not allowed.
  public func point(_ i: Int) throws(DefinitionError) -> Settings {
    var settings = Settings()
    let (point, seed) = i.quotientAndRemainder(dividingBy: seeds ?? 1)
    var rest = point
    for axis in axes.reversed() {
      switch axis.values {
      case .choices(let choices) where method == .grid:
        settings[axis.key] = choices[rest % choices.count]
        rest /= choices.count
      case .choices(let choices):
        var stream = SplitMix64(sweepSeed: sweepSeed, point: point, key: axis.key)
        settings[axis.key] = choices[stream.below(choices.count)]
      case .distribution(let distribution):
        var stream = SplitMix64(sweepSeed: sweepSeed, point: point, key: axis.key)
        let number = NumberText.shortest(distribution.draw(from: &stream))
        settings[axis.key] = try SettingValue(number, for: axis.key)
      }
    }
    if seeds != nil { settings[.seed] = .integer(seed + 1) }
    return settings
  }

  /// How many points of the grid as it was written are another point again: those with a value
  /// that was given twice, as `1` and `1.0`.
  public var repeats: Int {
    guard method == .grid else { return 0 }
    var (written, distinct) = (seeds ?? 1, seeds ?? 1)
    for axis in axes {
      written = written.multipliedOrMaximum(by: axis.choiceCount + axis.repeats)
      distinct = distinct.multipliedOrMaximum(by: axis.choiceCount)
    }
    return min(written - distinct, .max / 2)
  }

  /// The keys that vary, in order.
  public var varyingKeys: [DefinitionKey] {
    axes.filter { $0.constant == nil }.map(\.key) + (seeds ?? 1 > 1 ? [.seed] : [])
  }

  private static func count(
    _ axes: [SearchAxis],
    _ method: SearchMethod,
    seeds: Int?,
    cap: Int?
  ) throws(DefinitionError) -> Int {
    guard method == .grid else {
      guard let cap else { throw DefinitionError(.endlessSearch) }
      return cap
    }
    var count = seeds ?? 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.choiceCount)
      guard !overflow else { throw DefinitionError(.tooManyPoints(limit: .max)) }
      count = product
    }
    return min(count, cap ?? count)
  }

  /// A limit is no part of a run, so its values would be one run; `epochs` is a part where every
  /// schedule depends on the total.
  private static func refuseLimits(_ axes: [SearchAxis]) throws(DefinitionError) {
    for axis in axes where axis.key.isLimit && axis.constant == nil {
      if axis.key == .epochs, axes.contains(where: \.isTotalSchedule) { continue }
      throw DefinitionError(.gridOverLimit(axis.key.rawValue))
    }
  }
}

extension SearchAxis {
  /// Whether the values are a list.
  fileprivate var isListed: Bool { if case .choices = values { true } else { false } }

  fileprivate var choiceCount: Int {
    if case .choices(let choices) = values { choices.count } else { 1 }
  }

  /// The axis with its values as a list, for a grid.
  fileprivate func listed() throws(DefinitionError) -> SearchAxis {
    guard case .distribution(let distribution) = values else { return self }
    guard let elements = distribution.elements else {
      throw DefinitionError(.continuousGrid(key: key.rawValue))
    }
    var choices: [SettingValue] = []
    for element in elements {
      choices.append(try SettingValue(NumberText.shortest(element), for: key))
    }
    return SearchAxis(key, choices: choices)
  }

  /// Whether every value is a schedule that depends on the number of epochs.
  fileprivate var isTotalSchedule: Bool {
    guard key == .schedule, case .choices(let choices) = values else { return false }
    return choices.allSatisfy { $0 == .text("cosine") || $0 == .text("warmup_cosine") }
  }
}

extension Int {
  /// The product of two numbers that are not negative; the largest number where it is too large.
  fileprivate func multipliedOrMaximum(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
