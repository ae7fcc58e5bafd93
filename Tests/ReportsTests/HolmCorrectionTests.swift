import Testing

@testable import Reports

@Suite struct HolmCorrectionTests {
  @Test func `steps down from the smallest`() {
    // By hand: 0.01·4, 0.02·3, max(0.03·2, 0.06), max(0.04·1, 0.06).
    let adjusted = HolmCorrection.adjusted([0.04, 0.01, 0.03, 0.02])
    for (value, expected) in zip(adjusted, [0.06, 0.04, 0.06, 0.06]) {
      #expect(agree(value, expected, within: 1e-15))
    }
  }

  @Test func `stays at most 1 and does not count what is no probability`() {
    let adjusted = HolmCorrection.adjusted([0.7, .nan, 0.6])
    #expect(adjusted[0] == 1 && adjusted[1].isNaN && adjusted[2] == 1)
    #expect(HolmCorrection.adjusted([]).isEmpty)
  }
}
