/// The SplitMix64 generator of Steele, Lea and Flood (2014).
///
/// The state grows by the golden ratio and each number is a mixture of it. Used for splits and for generated points.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }

  /// A number from 0 up to `bound`, each equally likely: the high half of a 64 × 64 bit product,
  /// drawn again while the low half is below 2^64 mod bound (Lemire, 2019).
  mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "an empty range has no number")
    let bound = UInt64(bound)
    let threshold = (0 &- bound) % bound
    while true {
      let (high, low) = bound.multipliedFullWidth(by: next())
      if low >= threshold { return Int(high) }
    }
  }

  /// A number in [0, 1) with 53 random bits.
  mutating func unit() -> Double { Double(next() &>> 11) * 0x1p-53 }

  /// Nearly normal, mean 0 and deviation 1: twelve uniform numbers less six.
  ///
  /// Sums and nothing else, so that it has the same bits everywhere.
  mutating func nearlyNormal() -> Double {
    var sum = 0.0
    for _ in 0..<12 { sum += unit() }
    return sum - 6
  }
}
