import CSHA256

/// The SHA-256 hash of FIPS 180-4, fed in pieces of any size.
///
/// It names what must be the same everywhere: data sets, runs and weights.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// Bytes of a block that is not yet full; always fewer than 64.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Creates a hash of nothing.
  public init() {}

  /// Hashes bytes in one call.
  public static func hash(_ bytes: some Sequence<UInt8>) -> Digest {
    var hash = SHA256()
    Array(bytes).withUnsafeBytes { hash.update($0) }
    return hash.finalized()
  }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { Self.compress($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    Self.compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)), into: &state)
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    Array(bytes).withUnsafeBytes { update($0) }
  }

  /// Appends an integer, little-endian, as every canonical layout of this module has it.
  public mutating func update(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { update($0) }
  }

  /// Appends a number's bits, little-endian.
  public mutating func update(_ value: Double) {
    update(value.bitPattern)
  }

  /// The digest of the message so far; more may be appended afterwards.
  public func finalized() -> Digest {
    var last = self
    let bitCount = byteCount &* 8
    let zeros = (119 - pending.count) % 64
    last.update([0x80] + [UInt8](repeating: 0, count: zeros))
    withUnsafeBytes(of: bitCount.bigEndian) { last.update($0) }
    return Digest(words: last.state)
  }

  private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout [UInt32]) {
    guard let first = blocks.baseAddress, !blocks.isEmpty else { return }
    csha256_compress(&state, first.assumingMemoryBound(to: UInt8.self), blocks.count / 64)
  }
}

extension SHA256 {
  /// The 32 bytes of a hash.
  public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The bytes, most significant first.
    public let bytes: [UInt8]

    fileprivate init(words: [UInt32]) {
      bytes = words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
      let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
      guard digits.count == 64, hex.utf8.count == 64 else { return nil }
      bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String {
      let digits = Array("0123456789abcdef".utf8)
      let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
      return String(decoding: hex, as: UTF8.self)
    }
  }
}
