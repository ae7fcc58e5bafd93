import Testing

@testable import Reports

@Suite struct CurveLineTests {
  @Test func `names the ends and the best epoch`() {
    let line = CurveLine.render(
      "validation_cost",
      values: [0.8, 0.4, 0.1, 0.2],
      epochs: [0, 10, 20, 30],
      style: TerminalStyle(width: 64)
    )
    #expect(line == "validation_cost  █▄▁▂                0.8 → 0.2, lowest 0.1 at 20")
  }

  @Test func `has nothing to say of nothing`() {
    let line = CurveLine.render("x", values: [], epochs: [], style: TerminalStyle(width: 20))
    #expect(line.hasPrefix("x  ") && line.hasSuffix("–"))
  }
}
