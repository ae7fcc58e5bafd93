import Experiments
@testable import RunStore
import Testing

@Suite struct RunSummaryTests {
  @Test func `a clock that was set back makes no run end before it started`() {
    var summary = RunSummary(plannedAt: 1000)
    summary.startedAt = 5000
    summary.end(.interrupted, at: 4000)
    #expect(summary.finishedAt == 5000)
    summary.end(.finished(stoppedEarlyAt: nil), at: 6000)
    #expect(summary.finishedAt == 6000)
  }
}
