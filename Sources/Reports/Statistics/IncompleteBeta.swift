import Foundation

/// The regularised incomplete beta function I_x(a, b).
enum IncompleteBeta {
  /// I_x(a, b) for 0 ≤ x ≤ 1 and its complement 1 − x, which is passed too so that it is exact
  /// near 1.
  static func regularized(_ x: Double, complement: Double, a: Double, b: Double) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    // The fraction converges fast on this side of the mean; I_x(a, b) = 1 − I_(1−x)(b, a).
    guard x <= (a + 1) / (a + b + 2) else {
      return 1 - leading(complement, x, a: b, b: a) * fraction(complement, a: b, b: a) / b
    }
    return leading(x, complement, a: a, b: b) * fraction(x, a: a, b: b) / a
  }

  /// x^a (1 − x)^b / B(a, b).
  private static func leading(_ x: Double, _ y: Double, a: Double, b: Double) -> Double {
    let logX = x < 0.5 ? log(x) : log1p(-y)
    let logY = y < 0.5 ? log(y) : log1p(-x)
    return exp(a * logX + b * logY - logBeta(a, b))
  }

  /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), by Stirling's series where Γ is large, since
  /// the difference of large logarithms would lose digits.
  static func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    guard large > 20 else { return logGamma(a) + logGamma(b) - logGamma(a + b) }
    // ln Γ(p) − ln Γ(p + q) = (p − ½) ln(p / (p + q)) − q (ln(p + q) − 1) + Δ(p) − Δ(p + q)
    let total = small + large
    let difference =
      -(large - 0.5) * log1p(small / large) - small * (log(total) - 1)
      + stirlingRest(large) - stirlingRest(total)
    return logGamma(small) + difference
  }

  /// Δ(x) of ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + Δ(x), for x > 20.
  private static func stirlingRest(_ x: Double) -> Double {
    let y = 1 / (x * x)
    return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x
  }

  /// ln Γ(x) for x > 0, by Stirling's series above 20 and Γ(x + 1) = x Γ(x) below.
  static func logGamma(_ x: Double) -> Double {
    var shifted = x
    var product = 1.0
    while shifted < 20 {
      product *= shifted
      shifted += 1
    }
    let stirling = (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi)
    return stirling + stirlingRest(shifted) - log(product)
  }

  /// The continued fraction of I_x(a, b), by Lentz's method (Abramowitz and Stegun 26.5.8).
  private static func fraction(_ x: Double, a: Double, b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
    var value = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      for coefficient in [even, odd] {
        d = 1 / nonzero(1 + coefficient * d, tiny)
        c = nonzero(1 + coefficient / c, tiny)
        value *= c * d
      }
      if (c * d - 1).magnitude < 1e-16 { break }
    }
    return value
  }

  private static func nonzero(_ value: Double, _ tiny: Double) -> Double {
    value.magnitude < tiny ? tiny : value
  }
}
