/// The random bits of one key of one point of a random search.
///
/// SplitMix64 (Steele et al. 2014), started from the sweep's seed, the point's number and the key's
/// name. A point depends on nothing else: not on the points before it, and not on the other keys.
struct SearchStream {
  private var state: UInt64

  init(state: UInt64) {
    self.state = state
  }

  init(seed: Int, point: Int, key: DefinitionKey) {
    var parts = SearchStream(state: UInt64(bitPattern: Int64(seed)))
    parts.state = parts.next() ^ UInt64(bitPattern: Int64(point))
    parts.state = parts.next() ^ Self.hash(key.rawValue)
    state = parts.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }

  /// A multiple of 2⁻⁵³ in 0 ≤ u < 1.
  mutating func unit() -> Double { Double(next() &>> 11) * 0x1p-53 }

  /// A whole number in 0 ≤ i < count; the bias is below count/2⁶⁴.
  mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(count, 1))).high)
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
  }
}
