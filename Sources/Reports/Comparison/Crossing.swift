/// When a metric first passed a value.
public struct Crossing: Sendable, Equatable {
  /// The epoch.
  public var epoch: Int
  /// Seconds of training up to its end.
  public var seconds: Double
  /// Examples trained on up to its end.
  public var examples: Double

  /// Finds the first epoch whose value is at least as good as the threshold.
  ///
  /// Nil where the run never got there; NaN never does.
  public init?(of curve: Curve, threshold: Double, best: Best) {
    let reached = curve.points.firstIndex { point in
      guard let value = point.value else { return false }
      return best == .lowest ? value <= threshold : value >= threshold
    }
    guard let reached else { return nil }
    epoch = curve.points[reached].epoch
    seconds = curve.positions(on: .seconds)[reached]
    examples = curve.positions(on: .examples)[reached]
  }
}
