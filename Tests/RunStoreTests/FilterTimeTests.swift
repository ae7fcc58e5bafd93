import Foundation
import Testing

@testable import RunStore

@Suite struct FilterTimeTests {
  // 2026-11-23T12:34:56.789Z
  private let now = 1_795_437_296_789

  @Test(arguments: [
    ("now", 1_795_437_296_789), ("today", 1_795_392_000_000), ("Yesterday", 1_795_305_600_000),
    ("2h ago", 1_795_430_096_789), ("1h30m ago", 1_795_431_896_789), ("7d ago", 1_794_832_496_789),
    ("250ms ago", 1_795_437_296_539),
  ])
  func `words are counted from now`(text: String, moment: Int) {
    #expect(FilterTime.moment(in: text, now: now) == moment)
  }

  @Test func `dates since 1587 are those of Foundation's calendar`() throws {
    let formatter = ISO8601DateFormatter()
    for day in stride(from: -140_000, to: 900_000, by: 37) {
      let seconds = day * 86_400 + (day &* 7919 % 86_400 + 86_400) % 86_400
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(FilterTime.moment(in: text, now: now) == seconds * 1000, "\(text)")
    }
  }

  @Test(arguments: [
    ("2026-11-23", 1_795_392_000_000), ("2026-11-23T10:00", 1_795_428_000_000),
    ("2026-11-23 10:00:30", 1_795_428_030_000), ("2026-11-23T10:00:30.25Z", 1_795_428_030_250),
    ("2026-11-23T10:00+01:00", 1_795_424_400_000), ("2026-11-23T10:00-0530", 1_795_447_800_000),
    ("2024-02-29", 1_709_164_800_000), ("1970-01-01", 0),
  ])
  func `dates may have less or more`(text: String, moment: Int) {
    #expect(FilterTime.moment(in: text, now: now) == moment)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-29", "2026-11-23T", "2026-11-23T24:00", "2026-11-23T10",
    "2026-11-23T10:00:60", "2026-11-23T10:00:30.", "2026-11-23T10:00+1", "2026-11-23Z ago", "h ago",
    "-2h ago", "1e9d ago", "99999999999999999999d ago", "2026-11-23T10:00:30.1234", " ago", "2hago",
  ])
  func `what is no moment is none`(text: String) {
    #expect(FilterTime.moment(in: text, now: now) == nil)
  }

  @Test func `durations add their units up`() {
    #expect(FilterDuration.seconds(in: "1.5h") == 5400)
    #expect(FilterDuration.seconds(in: "1w2d3h4m5s6ms") == 788_645.006)
    for text in ["", "5", "m", "5x", ".5h", "5.h", "1..5h", "-1s", "5 m"] {
      #expect(FilterDuration.seconds(in: text) == nil, "\(text)")
    }
  }
}
