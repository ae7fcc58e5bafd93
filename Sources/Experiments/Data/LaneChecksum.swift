import FoundationEssentials

/// A fast check sum against accidents, no digest: four lanes of 64-bit words, each word mixed in by
/// an exclusive or, a rotation and a product with an odd number, so that no change of one word can
/// go unseen.
enum LaneChecksum {
  static func of(_ bytes: Data) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

  private static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var (a, b, c, d) = (seed, seed &+ 1, seed &+ 2, seed &+ 3)
    var offset = 0
    while offset &+ 32 <= bytes.count {
      a = mix(a, word(bytes, offset))
      b = mix(b, word(bytes, offset &+ 8))
      c = mix(c, word(bytes, offset &+ 16))
      d = mix(d, word(bytes, offset &+ 24))
      offset &+= 32
    }
    for index in offset..<bytes.count { a = mix(a, UInt64(bytes[index])) }
    return [b, c, d, UInt64(bytes.count)].reduce(a, mix)
  }

  private static let seed: UInt64 = 0x9e37_79b9_7f4a_7c15

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private static func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let x = lane ^ word
    return (x &<< 29 | x &>> 35) &* 0xc2b2_ae3d_27d4_eb4f
  }
}
