import Experiments
import Testing

@testable import Reports

@Suite struct NumberBytesTests {
  private func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    bytes.append(shortest: value)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `writes the digits that Python writes`() throws {
    for pair in try Fixture.decode([[String]].self, from: "numbers.json") {
      let value = Double(bitPattern: try #require(UInt64(pair[0])))
      #expect(text(value) == pair[1])
      #expect(Double(text(value))?.bitPattern == value.bitPattern)
    }
  }

  @Test(arguments: [
    0, -0.0, 1, -1, 9, 10, 0.5, 0x1p53, -0x1p53 + 1, 1e16, .nan, .infinity, -.infinity,
  ])
  func `writes what the definition's numbers read`(_ value: Double) {
    #expect(text(value) == NumberText.shortest(value))
  }

  @Test(arguments: [0, 7, -7, 10, 12345, .max, .min])
  func `writes whole numbers`(_ value: Int) {
    var bytes: [UInt8] = [UInt8(ascii: "x")]
    bytes.append(decimal: value)
    #expect(String(decoding: bytes, as: UTF8.self) == "x\(value)")
  }
}
