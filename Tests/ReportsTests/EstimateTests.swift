import Testing

@testable import Reports

@Suite struct EstimateTests {
  @Test(arguments: [
    (0.971234, 0.003142, "0.9712", "0.0031"),
    (0.97, 0.0999, "0.97", "0.10"),
    (12.3456, 1.5, "12.3", "1.5"),
    (-0.5, 0.25, "-0.50", "0.25"),
    (123456.0, 7890.0, "123456", "7890"),
  ])
  func `rounds both to two digits of the deviation`(
    _ mean: Double,
    _ deviation: Double,
    _ shownMean: String,
    _ shownDeviation: String
  ) {
    let rounded = Estimate(mean: mean, deviation: deviation).rounded
    #expect(rounded.mean == shownMean)
    #expect(rounded.deviation == shownDeviation)
  }

  @Test func `shows a single value alone`() {
    let rounded = Estimate(mean: 0.123456, deviation: nil).rounded
    #expect(rounded.mean == "0.12346")
    #expect(rounded.deviation == nil)
  }
}
