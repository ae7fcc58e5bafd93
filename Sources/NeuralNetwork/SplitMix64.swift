/// The SplitMix64 generator (Steele, Lea & Flood 2014): the state grows by the golden ratio of 2⁶⁴,
/// and each word is a mixture of it.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  /// ⌊2⁶⁴/φ⌋.
  static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  private var state: UInt64

  /// Creates a generator whose state begins with a seed.
  package init(seed: UInt64) { state = seed }

  /// Draws the next word.
  package mutating func next() -> UInt64 {
    state &+= Self.golden
    return Self.mix(state)
  }

  /// The mixture: a bijection in which each bit of the result depends on every bit of the state.
  static func mix(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
