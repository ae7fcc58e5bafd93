import Testing

@testable import Reports

@Suite struct CrossingTests {
  private let curve = Curve(
    [0.9, .nan, 0.5, nil, 0.2, 0.4].enumerated().map { epoch, value in
      .init(epoch: epoch, seconds: 2, examples: epoch == 0 ? 0 : 50, value: value)
    }
  )

  @Test func `counts epochs, seconds and examples to the first that passes`() {
    let crossing = Crossing(of: curve, threshold: 0.5, best: .lowest)
    #expect(crossing?.epoch == 2)
    #expect(crossing?.seconds == 6)
    #expect(crossing?.examples == 100)
    #expect(Crossing(of: curve, threshold: 0.3, best: .lowest)?.epoch == 4)
  }

  @Test func `is nothing for a run that never did`() {
    #expect(Crossing(of: curve, threshold: 0.1, best: .lowest) == nil)
    #expect(Crossing(of: curve, threshold: 0.95, best: .highest) == nil)
    #expect(Crossing(of: curve, threshold: 0.9, best: .highest)?.epoch == 0)
  }
}
