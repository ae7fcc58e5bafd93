import Testing

@testable import Reports

@Suite struct QuantitiesTests {
  @Test(arguments: [
    (0, "0 s"), (0.00000123, "1.23 µs"), (0.012345, "12.3 ms"), (0.9996, "1.0 s"), (1.24, "1.2 s"),
    (9.96, "10 s"), (59.6, "1 min 00 s"), (200, "3 min 20 s"), (7500, "2 h 05 min"),
    (273_600, "3 d 4 h"), (-90, "-1 min 30 s"),
    (.infinity, "inf"), (1e300, "1.1574e+295 d"),
  ])
  func `writes spans of time`(_ seconds: Double, _ text: String) {
    #expect(DurationText.of(seconds) == text)
  }

  @Test(arguments: [(0, "0"), (1200, "1200"), (12_345, "12,345"), (-1_234_567, "-1,234,567")])
  func `writes counts`(_ count: Int, _ text: String) {
    #expect(CountText.grouped(count, isASCII: true) == text)
    #expect(CountText.grouped(count) == text.replacing(",", with: "\u{202F}"))
  }

  @Test func `writes nouns in the right number`() {
    #expect(CountText.of(1, "run") == "1 run")
    #expect(CountText.of(0, "run") == "0 runs")
    #expect(CountText.of(2, "entry", plural: "entries") == "2 entries")
  }

  @Test(arguments: [
    (0, "0 B"), (512, "512 B"), (999, "999 B"), (1000, "1.0 kB"), (4_230_000, "4.2 MB"),
    (9_960_000, "10 MB"),
    (999_600, "1.0 MB"), (38_000_000_000, "38 GB"), (.max, "9.2 EB"),
  ])
  func `writes amounts of storage`(_ bytes: Int, _ text: String) {
    #expect(ByteCountText.of(bytes) == text)
  }

  @Test(arguments: [
    (1, "just now"), (42.9, "42 s ago"), (300, "5 min ago"), (10_800, "3 h ago"),
    (1_036_800, "12 d ago"), (-300, "in 5 min"),
    (.nan, "at an unknown time"),
  ])
  func `writes how long ago`(_ seconds: Double, _ text: String) {
    #expect(AgeText.of(secondsAgo: seconds) == text)
  }

  @Test func `says when a list was cut`() {
    #expect(CutNotice.line(shown: 20, of: 1200) == "showing 20 of 1200")
    #expect(CutNotice.line(shown: 20, of: 20) == nil)
  }
}
