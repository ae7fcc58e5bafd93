import CSHA256

/// The SHA-256 hash of FIPS 180-4, fed in pieces of any size.
///
/// It names what must be the same everywhere: data sets, runs and weights.
public struct SHA256: Sendable {
  private var state = SIMD8<UInt32>(
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19
  )
  /// The block that is not yet full; bytes behind the message are of no account.
  private var block = SIMD64<UInt8>()
  private var byteCount: UInt64 = 0

  /// Bytes of the block; always fewer than 64.
  private var filled: Int { Int(byteCount % 64) }

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
    let room = 64 - filled
    guard bytes.count >= room else { return put(bytes) }
    put(UnsafeRawBufferPointer(rebasing: bytes[..<room]))
    withUnsafeBytes(of: block) { Self.compress($0, into: &state) }
    let end = bytes.count - (bytes.count - room) % 64
    let whole = UnsafeRawBufferPointer(rebasing: bytes[room..<end])
    Self.compress(whole, into: &state)
    byteCount &+= UInt64(whole.count)
    put(UnsafeRawBufferPointer(rebasing: bytes[end...]))
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
    let zeros = (119 - filled) % 64
    withUnsafeBytes(of: Self.padding) {
      last.update(UnsafeRawBufferPointer(rebasing: $0[...zeros]))
    }
    withUnsafeBytes(of: bitCount.bigEndian) { last.update($0) }
    return Digest(words: last.state)
  }

  /// The bit 1, and zeros.
  private static let padding = {
    var padding = SIMD64<UInt8>()
    padding[0] = 0x80
    return padding
  }()

  /// Puts bytes for which there is room into the block.
  private mutating func put(_ bytes: UnsafeRawBufferPointer) {
    let filled = filled
    withUnsafeMutableBytes(of: &block) {
      UnsafeMutableRawBufferPointer(rebasing: $0[filled...]).copyMemory(from: bytes)
    }
    byteCount &+= UInt64(bytes.count)
  }

  private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    withUnsafeMutableBytes(of: &state) {
      let words = $0.assumingMemoryBound(to: UInt32.self),
        bytes = blocks.assumingMemoryBound(to: UInt8.self)
      guard let state = words.baseAddress, let first = bytes.baseAddress else { return }
      csha256_compress(state, first, blocks.count / 64)
    }
  }
}

extension SHA256 {
  /// The 32 bytes of a hash.
  public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The bytes, most significant first.
    public let bytes: [UInt8]

    fileprivate init(words: SIMD8<UInt32>) {
      bytes = (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) }
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
