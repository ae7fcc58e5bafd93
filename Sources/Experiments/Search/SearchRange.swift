/// Numbers at equal distances: start, start + step, … up to an end.
struct SearchRange {
  var start: Double
  var end: Double
  var step: Double
  var includesEnd: Bool

  /// The longest list of values.
  static let maximumCount = 100_000

  /// The numbers; nil where the step leads nowhere or there are too many of them.
  ///
  /// The end is met within 1e-9 of a step, so that `range[0:1:0.1]` has 1 and `range(0,1,0.1)`
  /// has not.
  var elements: [Double]? {
    let steps = (end - start) / step
    guard steps.isFinite else { return nil }
    let count = includesEnd ? (steps + 1e-9).rounded(.down) + 1 : (steps - 1e-9).rounded(.up)
    guard count >= 1 else { return [] }
    guard count <= Double(Self.maximumCount) else { return nil }
    return (0..<Int(count)).map { SearchNumber.rounded(start + Double($0) * step) }
  }

  /// n numbers from start to end, both included.
  static func linear(from start: Double, to end: Double, count n: Int) -> [Double] {
    guard n > 1 else { return [start] }
    return (0..<n).map { i in
      let share = Double(i) / Double(n - 1)
      return i == n - 1 ? end : SearchNumber.rounded(start + (end - start) * share)
    }
  }
}
