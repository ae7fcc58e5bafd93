import Experiments
@testable import RunStore
import Testing

@Suite struct RunLimitsTests {
  @Test func `nothing recorded is never done`() {
    let limits = RunLimits(Samples.definition(epochs: 0))
    #expect(limits.ending(of: RunSummary(plannedAt: 0)) { [] } == nil)
  }
}
