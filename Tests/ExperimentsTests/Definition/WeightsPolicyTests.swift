import Testing

@testable import Experiments

@Suite struct WeightsPolicyTests {
  @Test(arguments: [
    ("every", WeightsPolicy.every), ("1", .every), ("5", .everyNth(5)), ("best", .best),
    ("last", .last), ("none", .none),
  ])
  func `reads what it writes`(text: String, policy: WeightsPolicy) throws {
    #expect(try WeightsPolicy(text) == policy)
    #expect(try WeightsPolicy(policy.description) == policy)
  }

  @Test(arguments: ["0", "-3", "1.5", "all", "", "Every"])
  func `refuses other words`(text: String) {
    #expect(
      DefinitionSamples.message { try WeightsPolicy(text) }
        == "weights '\(text)' is not every, a whole number of at least 1, best, last or none"
    )
  }

  @Test(arguments: [
    WeightsPolicy.every, .everyNth(2), .everyNth(3), .everyNth(7), .everyNth(100), .last, .none,
  ])
  func `counts the epochs it keeps`(policy: WeightsPolicy) {
    for epochs in 0...20 {
      let kept = (0...epochs).filter {
        policy.retention(epoch: $0, isBest: false) == .always || $0 == epochs
      }
      #expect(policy.snapshots(epochs: epochs) == kept.count)
    }
  }

  @Test func `best keeps the best`() {
    #expect(WeightsPolicy.best.retention(epoch: 3, isBest: true) == .whileBest)
    #expect(WeightsPolicy.best.retention(epoch: 3, isBest: false) == .whileLast)
    #expect(WeightsPolicy.best.snapshots(epochs: 30) == 2)
  }
}
