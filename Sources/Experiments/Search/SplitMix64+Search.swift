import NeuralNetwork

extension SplitMix64 {
  /// The random bits of one key of one point of a random search, from the sweep's seed, the point's
  /// number and the key's name.
  ///
  /// A point depends on nothing else: not on the points before it, and not on the other keys.
  init(sweepSeed: Int, point: Int, key: DefinitionKey) {
    var parts = SplitMix64(seed: UInt64(bitPattern: Int64(sweepSeed)))
    parts = SplitMix64(seed: parts.next() ^ UInt64(bitPattern: Int64(point)))
    parts = SplitMix64(seed: parts.next() ^ Self.hash(key.rawValue))
    self.init(seed: parts.next())
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
  }
}
