import Foundation
import Testing

@testable import Experiments

@Suite struct NPZArchiveTests {
  private struct Expected: Decodable {
    let shape: [Int]
    let values: [Double]
  }

  @Test(arguments: ["arrays_stored.npz", "arrays_deflated.npz"])
  func `reads every type, byte order and element order as NumPy does`(name: String) throws {
    let archive = try NPZArchive(.path(DataFixture.path(name)))
    let expected = try DataFixture.json("arrays.json", as: [String: Expected].self)
    #expect(Set(archive.names) == Set(expected.keys))
    for (name, array) in expected {
      let read = try #require(try archive.array(name))
      #expect(read.shape == array.shape, "\(name)")
      #expect(read.doubles == array.values, "\(name)")
      #expect(read.floats == array.values.map { Float($0) }, "\(name)")
    }
    #expect(try archive.array("no such array") == nil)
  }

  @Test func `refuses an archive with any byte of an array changed`() throws {
    var bytes = try Data(contentsOf: URL(filePath: DataFixture.path("weights.npz")))
    let element = try #require(bytes.range(of: Data([0x25, 0x49, 0x12, 0x3e])))  // 1/7 as f4
    bytes[element.lowerBound] ^= 1
    let archive = try NPZArchive(.bytes(bytes, name: "w.npz"))
    #expect(
      DataFixture.message { _ = try archive.array("w2") }
        == "w.npz: array 'w2': the check sum does not match the content"
    )
    #expect(try archive.array("b2")?.doubles == [0.5, -0.5])
  }

  @Test func `refuses members that inflate too far`() throws {
    var limits = DataLimits()
    (limits.inflateAllowance, limits.inflateRatio) = (64, 0)
    let archive = try NPZArchive(.path(DataFixture.path("arrays_deflated.npz")), limits: limits)
    let message = DataFixture.message { _ = try archive.array("vector") }
    #expect(message.hasSuffix("array 'vector': more than 64 bytes of content"))
  }

  @Test func `refuses what has no directory`() {
    #expect(
      DataFixture.message([0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 40))
        == "f: bad header: the zip archive has no directory"
    )
  }
}
