import Foundation

/// Student's t distribution.
public struct StudentT: Sendable {
  /// ν > 0.
  public let degreesOfFreedom: Double

  /// Creates the distribution with ν degrees of freedom.
  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    if t.isNaN { return .nan }
    return t < 0 ? upperTail(-t) : 1 - upperTail(t)
  }

  /// P(T > t) for t ≥ 0: ½ I_x(ν/2, ½) at x = ν / (ν + t²), exact far out in the tail.
  public func upperTail(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    guard nu > 0, !t.isNaN else { return .nan }
    if t.isInfinite { return 0 }
    // By ratios, so that no square overflows.
    let ratio = t * t / nu
    let x = ratio.isFinite ? 1 / (1 + ratio) : nu / t / t
    let complement = ratio.isFinite ? ratio / (1 + ratio) : 1
    return 0.5 * IncompleteBeta.regularized(x, complement: complement, a: nu / 2, b: 0.5)
  }

  /// The probability of |T| ≥ |t|.
  public func twoSided(_ t: Double) -> Double { min(1, 2 * upperTail(t.magnitude)) }

  /// The t with P(T ≤ t) = p, for 0 < p < 1; ∓∞ at the ends and NaN outside.
  public func quantile(_ p: Double) -> Double {
    guard degreesOfFreedom > 0, (0...1).contains(p) else { return .nan }
    if p == 0.5 { return 0 }
    return p < 0.5 ? -quantile(ofUpperTail: p) : quantile(ofUpperTail: 1 - p)
  }

  /// The t > 0 with P(T > t) = q, q < ½, by Newton's method from 0.
  ///
  /// The tail falls and is convex there, so every step stops short of the root or meets it.
  private func quantile(ofUpperTail q: Double) -> Double {
    if q <= 0 { return .infinity }
    var t = 0.0
    while true {
      let next = t + (upperTail(t) - q) / density(t)
      guard next > t, next.isFinite else { return t }
      t = next
    }
  }

  /// The density Γ((ν + 1)/2) / (√(νπ) Γ(ν/2)) · (1 + t²/ν)^(−(ν + 1)/2).
  private func density(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let exponent = (nu + 1) / 2 * log1p(t * t / nu) + IncompleteBeta.logBeta(nu / 2, 0.5)
    return exp(-exponent) / nu.squareRoot()
  }
}
