/// Student's paired t test: whether the mean of the differences is 0.
public struct PairedTTest: Sendable, Equatable {
  /// How many pairs there are with both values finite.
  public var pairs: Int
  /// The mean of second − first.
  public var meanDifference: Double
  /// The 95 % interval of the mean difference; nil for equal differences.
  public var interval: ClosedRange<Double>?
  /// t = d̄ / (s / √n).
  public var t: Double
  /// The two-sided probability of a t at least as far from 0.
  public var p: Double

  /// Tests second − first of each pair; nil for fewer than two pairs.
  ///
  /// Where all differences are equal, t is ±∞ and p is 0; where all are 0, t is 0 and p is 1.
  public init?(first: [Double], second: [Double]) {
    let differences = zip(first, second).map { $1 - $0 }.filter(\.isFinite)
    let summary = SampleSummary(differences)
    guard let mean = summary.mean, let error = summary.standardError else { return nil }
    pairs = differences.count
    meanDifference = mean
    interval = error > 0 ? summary.interval : nil
    if mean == 0 {
      t = 0
    } else {
      t = mean / error
    }
    p = StudentT(degreesOfFreedom: Double(pairs - 1)).twoSided(t)
  }
}
