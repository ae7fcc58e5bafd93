/// Which values of a metric are the better ones.
public enum Best: Sendable, Equatable {
  /// Costs and RMSE.
  case lowest
  /// Accuracy and R².
  case highest

  /// Tells whether a value is better than another; NaN is better than nothing and worse than all.
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    if value.isNaN { return false }
    if other.isNaN { return true }
    return self == .lowest ? value < other : value > other
  }

  /// The index of the best finite value, the first of equals; nil where there is none.
  public func index(in values: [Double]) -> Int? {
    var best: Int?
    for (index, value) in values.enumerated() where value.isFinite {
      if let current = best, !isBetter(value, than: values[current]) { continue }
      best = index
    }
    return best
  }

  /// `lowest` or `highest`.
  public var word: String { self == .lowest ? "lowest" : "highest" }
}
