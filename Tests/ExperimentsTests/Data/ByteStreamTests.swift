import Foundation
import Testing

@testable import Experiments

@Suite struct ByteStreamTests {
  private func content(_ bytes: [UInt8], limits: DataLimits = DataLimits()) throws -> [UInt8] {
    let stream = try ByteStream(.bytes(Data(bytes), name: "f"), limits: limits)
    return Array(try stream.take(.max))
  }

  private let text = (0..<300_000).map { UInt8($0 % 253) }

  @Test func `gives plain and gzipped bytes alike`() throws {
    #expect(try content(text) == text)
    #expect(try content(DataFixture.gzip(text)) == text)
  }

  @Test func `reads gzip members after each other and zeros after the last`() throws {
    let file = DataFixture.gzip(text) + DataFixture.gzip([1, 2]) + [0, 0, 0]
    #expect(try content(file) == text + [1, 2])
  }

  @Test func `refuses junk after a gzip member`() {
    #expect(
      DataFixture.message { _ = try content(DataFixture.gzip([1, 2]) + [7]) }
        == "f: byte 2: the file goes on after its announced end"
    )
  }

  @Test func `refuses a gzip file that ends too early`() {
    let file = DataFixture.gzip(text).dropLast(9)
    #expect(
      DataFixture.message { _ = try content(Array(file)) }
        == "f: byte 299999: the file ends too early"
    )
  }

  @Test func `refuses a gzip file with a wrong check sum`() {
    var file = DataFixture.gzip([1, 2, 3])
    file[file.count - 8] ^= 1
    #expect(
      DataFixture.message { _ = try content(file) } == "f: byte 0: the compressed data is damaged"
    )
  }

  @Test func `stops a bomb at the limit`() {
    var limits = DataLimits()
    limits.inflateAllowance = 1000
    limits.inflateRatio = 0
    #expect(
      DataFixture.message { _ = try content(DataFixture.gzip(text), limits: limits) }
        == "f: byte 1000: more than 1000 bytes of content"
    )
  }

  @Test func `knows a bomb by its first part, whatever the whole may grow to`() throws {
    var limits = DataLimits()
    limits.inflateRatio = 0
    limits.inflateAllowance = 1 << 20
    limits.inflateHeadStart = 200_000
    #expect(
      DataFixture.message { _ = try content(DataFixture.gzip(text), limits: limits) }
        == "f: byte 200000: more than 200000 bytes of content"
    )
    limits.inflateRatio = 1
    #expect(try content(DataFixture.gzip(text), limits: limits) == text)
  }

  @Test func `refuses a pipe or a device, and names a missing file`() {
    let device = DataFixture.message {
      _ = try ByteStream(.path("/dev/zero"), limits: DataLimits())
    }
    #expect(device == "/dev/zero: is not a regular file or a folder")
    let missing = DataFixture.message {
      _ = try ByteStream(.path("/nowhere/at all"), limits: DataLimits())
    }
    #expect(missing == "/nowhere/at all: no such file or folder")
  }
}
