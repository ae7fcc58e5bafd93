import Foundation
import Testing

@testable import Experiments

@Suite struct DecimalNumberTests {
  private func parse(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.parse($0) }
  }

  @Test func `reads the same bits as Python`() throws {
    for pair in try DataFixture.json("decimals.json", as: [[String]].self) {
      let bits = parse(pair[0]).map { String($0.bitPattern, radix: 16) }
      let expected = UInt64(pair[1], radix: 16).map { String($0, radix: 16) }
      #expect(bits == expected, "\(pair[0])")
    }
  }

  @Test(arguments: [
    "", "-", "+", ".", "e5", "1e", "1e+", "--1", "1.2.3", "0x10", "1_000", "1,5", "1 2", "NA", "é",
    "infinit", "1f", "١",
  ])
  func `reads no number from other text`(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func `knows numbers that are not finite`() {
    #expect(parse("NaN")?.isNaN == true)
    #expect(parse("-Inf") == -.infinity)
    #expect(parse("infinity") == .infinity)
  }

  @Test func `is bounded in what a long exponent costs`() {
    #expect(parse("1e" + String(repeating: "9", count: 1000)) == .infinity)
    #expect(parse("1e-" + String(repeating: "9", count: 1000)) == 0)
  }
}
