import Testing

@testable import Reports

@Suite struct SampleSummaryTests {
  private struct Expected: Decodable {
    var values: [Double]
    var mean, sd, se, low, high, median, min, max: Double
  }

  @Test func `agrees with exact rationals and SciPy`() throws {
    for expected in try Fixture.decode([Expected].self, from: "summaries.json") {
      let summary = SampleSummary(expected.values)
      #expect(summary.n == expected.values.count)
      #expect(
        summary.mean == expected.mean || agree(summary.mean ?? 0, expected.mean, within: 3e-16)
      )
      #expect(agree(summary.deviation ?? -1, expected.sd, within: 1e-15))
      #expect(agree(summary.standardError ?? -1, expected.se, within: 1e-15))
      #expect(agree(summary.interval?.lowerBound ?? 0, expected.low, within: 1e-13))
      #expect(agree(summary.interval?.upperBound ?? 0, expected.high, within: 1e-13))
      #expect(summary.median == expected.median)
      #expect(summary.minimum == expected.min)
      #expect(summary.maximum == expected.max)
    }
  }

  @Test func `adds what rounding lost`() {
    #expect(Moments.sum([1, 1e100, 1, -1e100]) == 2)
  }

  @Test func `counts what is not finite and leaves it out`() {
    let summary = SampleSummary([1, .nan, nil, 3, -.infinity])
    #expect(summary.n == 2)
    #expect(summary.failures == 3)
    #expect(summary.mean == 2)
    #expect(summary.maximum == 3)
  }

  @Test func `says nothing that too few values cannot tell`() {
    let none = SampleSummary([.nan])
    #expect(none.mean == nil && none.median == nil && none.n == 0)
    let one = SampleSummary([7])
    #expect(one.mean == 7 && one.deviation == nil && one.interval == nil)
  }
}
