import CSHA256
import Experiments
import Testing

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `agrees with NIST's examples`(message: String, digest: String) {
    #expect(SHA256.hash(message.utf8).description == digest)
  }

  @Test func `agrees with NIST on a million times a, in pieces`() {
    var hash = SHA256()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 40_000)
    for _ in 0..<25 { piece.withUnsafeBytes { hash.update($0) } }
    #expect(
      hash.finalized().description
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    )
  }

  @Test func `agrees with hashlib around every boundary of a block`() throws {
    for row in try DataFixture.json("sha256.json", as: [SHA256Case].self) {
      let message = (0..<row.count).map { UInt8($0 % 251) }
      #expect(SHA256.hash(message).description == row.digest, "\(row.count) bytes")
    }
  }

  @Test(arguments: [1, 7, 63, 64, 65, 130])
  func `does not depend on how the message is cut`(piece: Int) {
    let message = (0..<1000).map { UInt8($0 % 251) }
    var hash = SHA256()
    for start in stride(from: 0, to: message.count, by: piece) {
      hash.update(message[start..<min(start + piece, message.count)])
      _ = hash.finalized()
    }
    #expect(hash.finalized() == SHA256.hash(message))
  }

  @Test func `the processor's instructions and plain rounds leave the same state`() {
    for count in 0..<20 {
      let blocks = (0..<64 * count + 3).map { UInt8(($0 * $0 + 7 * $0 + count) % 251) }
      let start = (0..<8).map { UInt32(truncatingIfNeeded: 0x9e37_79b9 * ($0 + count)) }
      var (fast, plain) = (start, start)
      blocks.dropFirst(3).withContiguousStorageIfAvailable { blocks in
        guard let first = blocks.baseAddress else { return }
        csha256_compress(&fast, first, count)
        csha256_compress_portably(&plain, first, count)
      }
      #expect(fast == plain)
      #expect((plain == start) == (count == 0))
    }
  }

  @Test func `reads back its own hexadecimal digits and nothing else`() {
    let digest = SHA256.hash([1, 2, 3])
    #expect(SHA256.Digest(hex: digest.description) == digest)
    #expect(SHA256.Digest(hex: String(digest.description.dropLast())) == nil)
    #expect(SHA256.Digest(hex: String(repeating: "g", count: 64)) == nil)
  }
}

private struct SHA256Case: Decodable {
  let count: Int
  let digest: String

  init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    count = try row.decode(Int.self)
    digest = try row.decode(String.self)
  }
}
