import Foundation

/// What a sample of runs says about a metric.
///
/// Values that are not finite are counted as failures and left out of everything else. What cannot
/// be had from so few values is nil: all of it for n = 0, spread and interval for n = 1.
public struct SampleSummary: Sendable, Equatable {
  /// How many values are finite.
  public var n: Int
  /// How many values are missing, NaN or infinite.
  public var failures: Int
  /// x̄ = (1/n) Σ x.
  public var mean: Double?
  /// s = √(Σ (x − x̄)² / (n − 1)).
  public var deviation: Double?
  /// s / √n.
  public var standardError: Double?
  /// x̄ ± t s / √n, t being Student's quantile for n − 1 degrees of freedom.
  public var interval: ClosedRange<Double>?
  /// The middle value, or the mean of the two in the middle.
  public var median: Double?
  /// The lowest value.
  public var minimum: Double?
  /// The highest value.
  public var maximum: Double?

  /// Summarises values, nil where a run has none; the interval covers `confidence` of 0…1.
  public init(_ values: some Sequence<Double?>, confidence: Double = 0.95) {
    var finite: [Double] = []
    failures = 0
    for value in values {
      if let value, value.isFinite { finite.append(value) } else { failures += 1 }
    }
    finite.sort()
    n = finite.count
    guard let lowest = finite.first, let highest = finite.last else { return }
    minimum = lowest
    maximum = highest
    median = Self.middle(finite[(n - 1) / 2], finite[n / 2])
    let moments = Moments(finite)
    mean = min(max(moments.mean, lowest), highest)
    deviation = moments.deviation
    guard let deviation, let mean else { return }
    let error = deviation / Double(n).squareRoot()
    let reach = StudentT(degreesOfFreedom: Double(n - 1)).quantile(0.5 + confidence / 2) * error
    standardError = error
    interval = reach.isNaN ? nil : (mean - reach)...(mean + reach)
  }

  private static func middle(_ a: Double, _ b: Double) -> Double { a == b ? a : a / 2 + b / 2 }
}

/// Mean and standard deviation of finite numbers, in two passes with compensated sums.
struct Moments {
  /// x̄; NaN for no values.
  let mean: Double
  /// s with n − 1; nil for fewer than two values.
  let deviation: Double?

  init(_ values: [Double]) {
    // Scaled by a power of two, which is exact, so that no square overflows or vanishes.
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    let scale = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let scaled = values.map { $0 / scale }
    let n = Double(values.count)
    let first = Self.sum(scaled) / n
    // What rounding left of Σ (x − x̄), which would be 0.
    let center = first + Self.sum(scaled.map { $0 - first }) / n
    mean = center * scale
    guard values.count > 1 else {
      deviation = nil
      return
    }
    let squares = Self.sum(scaled.map { ($0 - center) * ($0 - center) })
    // The same rest again corrects the squares (Chan, Golub and LeVeque 1983).
    let rest = Self.sum(scaled.map { $0 - center })
    deviation = (max(0, squares - rest * rest / n) / (n - 1)).squareRoot() * scale
  }

  /// x̄; NaN for no values.
  static func mean(_ values: [Double]) -> Double { Moments(values).mean }

  /// Σ x with the rounding errors added back (Neumaier 1974).
  static func sum(_ values: [Double]) -> Double {
    var sum = 0.0
    var lost = 0.0
    for value in values {
      let next = sum + value
      lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
      sum = next
    }
    return sum + lost
  }
}
