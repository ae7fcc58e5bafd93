/// A counter-based stream of random words: the i-th word is a function of the key and i only.
///
/// SplitMix64's output function over an arithmetic sequence (Steele, Lea & Flood 2014). Streams of
/// different purposes and indices have keys of their own, so nothing drawn for one can shift what
/// another draws, whatever the order or the thread.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// What a stream's words are for.
  public enum Purpose: UInt64, Sendable {
    /// The weights of layer l.
    case weights = 1
    /// The biases of layer l.
    case biases = 2
    /// The order of the examples in epoch e.
    case shuffle = 3
    /// The neurons dropped in a mini-batch.
    case dropout = 4
  }

  private let key: UInt64
  /// The index of the next word.
  public private(set) var position: UInt64 = 0

  /// Creates the stream of a seed for a purpose, numbered by what it is drawn for.
  public init(seed: Int, purpose: Purpose, _ indices: Int...) {
    var key = Self.mix(UInt64(bitPattern: Int64(seed)) &+ Self.golden)
    key = Self.mix(key ^ purpose.rawValue &* Self.golden)
    for index in indices {
      key = Self.mix(key &+ UInt64(bitPattern: Int64(index)) &* Self.golden)
    }
    self.key = key
  }

  /// The word at an index, whatever was drawn before.
  public subscript(index: UInt64) -> UInt64 { Self.mix(key &+ (index &+ 1) &* Self.golden) }

  /// Draws the next word.
  public mutating func next() -> UInt64 {
    defer { position &+= 1 }
    return self[position]
  }

  /// Draws a number uniform in [0, 1), a multiple of 2⁻⁵³.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Draws a whole number uniform in 0..<bound, without bias (Lemire 2019).
  public mutating func below(_ bound: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
