import Foundation
import Testing

@testable import Reports

@Suite struct SparklineTests {
  private static let curves: [(values: [Double], line: String)] = [
    ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
    ([1, .nan, 0], "█ ▁"),
    ([0, .infinity, 1, -.infinity], "▁↑█↓"),
    ([5, 5, 5], "▄▄▄"),
    ([-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude], "▁▅█"),
    ([], ""),
    ([.nan, .nan], "  "),
  ]

  @Test(arguments: curves)
  func `draws heights between the lowest and the highest`(_ values: [Double], _ line: String) {
    #expect(Sparkline.render(values, width: 20) == line)
  }

  @Test func `draws logarithms when asked`() {
    let values = [1, 10, 100, 1000, 0]
    #expect(Sparkline.render(values.map(Double.init), width: 9, scale: .logarithmic) == "▁▃▆█↓")
  }

  @Test func `has an ASCII form`() {
    #expect(
      Sparkline.render([0, 1, 2, 3, 4, 5, 6, 7, .infinity, .nan], width: 20, isASCII: true)
        == "_.-:=+*#^ "
    )
  }

  @Test func `shows the extremes of a curve that is longer than the line`() {
    for place in stride(from: 0, to: 1000, by: 37) {
      var values = (0..<1000).map { sin(Double($0)) }
      values[place] = 50
      values[(place + 3) % 1000] = -50
      let shown = Sparkline.resample(values, to: 40)
      #expect(shown.count == 40)
      #expect(shown.contains(50) && shown.contains(-50))
      #expect(Set(shown).isSubset(of: values))
    }
  }

  @Test func `ends with the last value`() {
    let values = (0..<1000).map { 1 / Double($0 + 1) }
    #expect(Sparkline.resample(values, to: 30).last == values.last)
  }
}
