import Experiments
import Testing

@Suite struct EarlyStoppingTests {
  func strikes(_ costs: [Double], patience: Int, minDelta: Double = 0) -> Int? {
    EarlyStopping(patience: patience, minDelta: minDelta).strikes(in: costs)
  }

  @Test func `the rule strikes after so many epochs without a fall`() {
    #expect(strikes([1, 0.5, 0.6, 0.55, 0.4], patience: 2) == 3)
    #expect(strikes([1, 0.5, 0.6, 0.4, 0.5], patience: 2) == nil)
    #expect(strikes([1, 1], patience: 1) == 1)
    #expect(strikes([], patience: 1) == nil)
  }

  @Test func `a fall counts when it is larger than min_delta`() {
    #expect(strikes([1, 0.875, 0.75], patience: 2, minDelta: 0.125) == nil)
    #expect(strikes([1, 0.9, 0.85], patience: 2, minDelta: 0.2) == 2)
  }

  @Test func `NaN is no fall`() {
    #expect(strikes([1, .nan, .nan], patience: 2) == 2)
    #expect(strikes([.nan, .nan, 1], patience: 3) == nil)
  }
}
