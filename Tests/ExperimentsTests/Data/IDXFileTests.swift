import Foundation
import Testing

@testable import Experiments

@Suite struct IDXFileTests {
  private func read(_ bytes: [UInt8], limits: DataLimits = DataLimits()) throws -> NumericArray {
    try IDXFile.read(ByteStream(.bytes(Data(bytes), name: "train-images.gz"), limits: limits))
  }

  private func message(_ bytes: [UInt8]) -> String {
    DataFixture.message { _ = try read(bytes) }
  }

  @Test func `reads sizes and bytes`() throws {
    let array = try read(DataFixture.idx([2, 1, 3], [1, 2, 3, 4, 5, 255]))
    #expect(array.shape == [2, 1, 3])
    #expect(array.doubles == [1, 2, 3, 4, 5, 255])
  }

  @Test(arguments: [
    (UInt8(0x09), [UInt8]([0xff]), -1.0), (0x0b, [0xff, 0xfe], -2), (0x0c, [0, 0, 1, 0], 256),
    (0x0d, [0x3f, 0xc0, 0, 0], 1.5), (0x0e, [0xc0, 0x04, 0, 0, 0, 0, 0, 0], -2.5),
  ])
  func `reads every type, most significant byte first`(type: UInt8, bytes: [UInt8], value: Double)
    throws
  {
    #expect(try read([0, 0, type, 1, 0, 0, 0, 1] + bytes).doubles == [value])
  }

  @Test func `refuses a header larger than the file before reading on`() throws {
    let file = DataFixture.idx([60000, 28, 28], [UInt8](repeating: 0, count: 1008))
    let stream = try ByteStream(.bytes(Data(file), name: "train-images"), limits: DataLimits())
    let message = DataFixture.message { _ = try IDXFile.read(stream) }
    #expect(
      message == "train-images: header says 60000 x 28 x 28 (47040016 bytes), file has 1024"
    )
    #expect(stream.offset == 16)
  }

  @Test func `refuses a gzipped header that says more than there is`() {
    let file = DataFixture.gzip(DataFixture.idx([100, 2], [1, 2, 3]))
    #expect(message(file) == "train-images.gz: header says 100 x 2 (212 bytes), file has 15")
  }

  @Test func `refuses sizes that overflow, also one by one`() {
    let sizes = [UInt8](repeating: 0xff, count: 32)
    #expect(
      message([0, 0, 8, 8] + sizes) == "train-images.gz: byte 4: bad header: the sizes overflow"
    )
    let large: [UInt8] = [0, 0, 8, 2, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]
    #expect(
      message(large).contains(
        "header says 2147483647 x 2147483647 (4611686014132420621 bytes), file has 12"
      )
    )
    #expect(message(DataFixture.gzip(large)).contains("more than 1048576 bytes of content"))
  }

  @Test func `refuses bytes after the end, a short header and other magic`() {
    #expect(
      message(DataFixture.idx([1], [1, 2]))
        == "train-images.gz: byte 9: the file goes on after its announced end"
    )
    #expect(message([0, 0, 8, 2, 0]) == "train-images.gz: byte 5: the file ends too early")
    #expect(message([0, 0, 7, 1]) == "train-images.gz: byte 0: bad header: not an IDX file")
  }
}
