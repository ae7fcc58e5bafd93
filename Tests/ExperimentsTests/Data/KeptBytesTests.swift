import Foundation
import Testing

@testable import Experiments

@Suite struct KeptBytesTests {
  private let size = KeptBytes.pieceSize

  /// Three pieces and a bit, of which each is different.
  private var bytes: Data { Data((0..<3 * size + 5).map { UInt8(truncatingIfNeeded: $0 / 7) }) }

  @Test func `believes the pieces that are as they were, and no other`() throws {
    var damaged = bytes
    let sums = KeptBytes.sums(of: damaged)
    damaged[size + 1] ^= 1
    let kept = try #require(KeptBytes(damaged, sums: sums))
    #expect(kept.isSound(0..<size))
    #expect(kept.isSound(2 * size..<3 * size + 5))
    #expect(!kept.isSound(size - 1..<size + 1))
    #expect(!kept.isSound(2 * size - 1..<2 * size))
    #expect(!kept.isSound(0..<3 * size + 5))
    #expect(kept.isSound(size..<size))
    #expect(kept.slice(2 * size..<2 * size + 3) == bytes[2 * size..<2 * size + 3])
    #expect(kept.slice(2 * size - 1..<2 * size + 3) == nil)
  }

  @Test func `counts a slice's bytes from its own beginning`() throws {
    var damaged = bytes
    let sums = KeptBytes.sums(of: damaged)
    damaged[size + 1] ^= 1
    let kept = try #require(KeptBytes(damaged, sums: sums))
    let slice = KeptBytes.Slice(whole: kept, range: 10..<3 * size)
    #expect(slice.isSound(0..<size - 10))
    #expect(!slice.isSound(0..<size - 9))
    #expect(slice.isSound(2 * size - 10..<3 * size - 10))
  }

  @Test func `takes a check sum for each piece`() {
    let sums = KeptBytes.sums(of: bytes)
    #expect(sums.count == 4)
    #expect(KeptBytes(bytes, sums: Array(sums.dropLast())) == nil)
    #expect(KeptBytes(bytes, sums: sums + [0]) == nil)
    #expect(KeptBytes(Data(), sums: []) != nil)
  }

  @Test func `a part of a larger buffer has the same sums`() throws {
    let all = Data([1, 2, 3]) + bytes
    #expect(KeptBytes.sums(of: all[3...]) == KeptBytes.sums(of: bytes))
    let kept = try #require(KeptBytes(all[3...], sums: KeptBytes.sums(of: bytes)))
    #expect(kept.slice(size..<size + 4) == bytes[size..<size + 4])
  }
}
