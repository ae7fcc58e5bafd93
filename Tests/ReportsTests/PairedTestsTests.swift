import Testing

@testable import Reports

@Suite struct PairedTestsTests {
  private struct Expected: Decodable {
    var first, second: [Double]
    var statistic, p: Double
    var method: String
    var t, tp, low, high: Double?
  }

  @Test func `agrees with SciPy's signed ranks, ties and zeros included`() throws {
    for expected in try Fixture.decode([Expected].self, from: "pairs.json") {
      let test = try #require(WilcoxonSignedRank(first: expected.first, second: expected.second))
      #expect(test.statistic == expected.statistic)
      #expect(test.method.rawValue == expected.method)
      #expect(agree(test.p, expected.p, within: 1e-12), "\(test)")
    }
  }

  @Test func `agrees with SciPy's paired t`() throws {
    for expected in try Fixture.decode([Expected].self, from: "pairs.json") {
      let test = PairedTTest(first: expected.first, second: expected.second)
      #expect((test == nil) == (expected.t == nil))
      guard let test, let t = expected.t, let p = expected.tp else { continue }
      #expect(agree(test.t, t, within: 1e-12))
      #expect(agree(test.p, p, within: 1e-11))
      #expect(agree(test.interval?.lowerBound ?? 0, expected.low ?? 0, within: 1e-11))
      #expect(agree(test.interval?.upperBound ?? 0, expected.high ?? 0, within: 1e-11))
    }
  }

  @Test func `leaves out pairs with a value that is not finite`() throws {
    let test = try #require(PairedTTest(first: [1, 2, .nan, 4], second: [2, 4, 1, .infinity]))
    #expect(test.pairs == 2)
    #expect(test.meanDifference == 1.5)
    #expect(WilcoxonSignedRank(first: [.nan], second: [1]) == nil)
  }

  @Test func `finds no difference between equals`() throws {
    let t = try #require(PairedTTest(first: [1, 2], second: [1, 2]))
    #expect(t.t == 0 && t.p == 1)
    let ranks = try #require(WilcoxonSignedRank(first: [1, 2], second: [1, 2]))
    #expect(ranks.p == 1 && ranks.differing == 0)
  }
}
