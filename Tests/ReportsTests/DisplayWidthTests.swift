import Testing

@testable import Reports

@Suite struct DisplayWidthTests {
  @Test func `agrees with Unicode's East Asian Width`() throws {
    for run in try Fixture.decode([[UInt32]].self, from: "widths.json") {
      for code in run[0]...run[1] {
        let scalar = try #require(Unicode.Scalar(code))
        #expect(DisplayWidth.isWide(scalar) == (run[2] == 2), "U+\(String(code, radix: 16))")
      }
    }
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1),
    ("ｱ", 1),
  ])
  func `measures what a terminal shows`(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("日本語", 5, "日本…"),
    ("ab", 1, "…"),
    ("ab", 0, ""),
  ])
  func `shortens to a width`(_ text: String, _ width: Int, _ short: String) {
    #expect(DisplayWidth.shorten(text, to: width) == short)
  }
}
