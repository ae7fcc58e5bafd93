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
    var key = SplitMix64.mix(UInt64(bitPattern: Int64(seed)) &+ SplitMix64.golden)
    key = SplitMix64.mix(key ^ purpose.rawValue &* SplitMix64.golden)
    for index in indices {
      key = SplitMix64.mix(key &+ UInt64(bitPattern: Int64(index)) &* SplitMix64.golden)
    }
    self.key = key
  }

  /// The word at an index, whatever was drawn before.
  public subscript(index: UInt64) -> UInt64 {
    SplitMix64.mix(key &+ (index &+ 1) &* SplitMix64.golden)
  }

  /// Draws the next word.
  public mutating func next() -> UInt64 {
    defer { position &+= 1 }
    return self[position]
  }
}
