internal import CKernels

/// Functions of one number that are the same bits on every machine, unlike the C library's.
///
/// The vector kernels evaluate the same polynomials in the same order. Errors are measured in the
/// tests: at most 4 ulp.
public enum Elementary {
  private static let table =
    ck_scalar_table(InstructionSet.best.position).pointee

  /// e^x.
  public static func exp(_ x: Double) -> Double { table.exp(x) }

  /// The natural logarithm: NaN below 0, −∞ at 0.
  public static func log(_ x: Double) -> Double { table.log(x) }

  /// The hyperbolic tangent.
  public static func tanh(_ x: Double) -> Double { table.tanh(x) }

  /// sin 2πu, with u in turns (|u| ≤ 2^50), as Box–Muller needs it.
  public static func sine(ofTurns u: Double) -> Double { table.sinTurn(u) }

  /// cos 2πu, with u in turns (|u| ≤ 2^50).
  public static func cosine(ofTurns u: Double) -> Double { table.cosTurn(u) }

  /// base^exponent by repeated squaring, lowest bit first; a negative exponent is the reciprocal.
  public static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent.magnitude
    while rest > 0 {
      if !rest.isMultiple(of: 2) { result *= square }
      square *= square
      rest /= 2
    }
    return exponent < 0 ? 1 / result : result
  }
}
