/// Uniform numbers from a generator's words, by rules of our own: the standard library may change its.
extension RandomNumberGenerator {
  /// Draws a number uniform in [0, 1), a multiple of 2⁻⁵³.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Draws a whole number uniform in 0..<bound, without bias: the high half of a product of 64 × 64
  /// bits, drawn again while the low half is below 2⁶⁴ mod bound (Lemire 2019).
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "an empty range has no number")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}
