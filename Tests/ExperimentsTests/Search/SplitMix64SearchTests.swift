import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct SplitMix64SearchTests {
  @Test func `differs by seed, point and key`() {
    func first(_ seed: Int, _ point: Int, _ key: DefinitionKey) -> UInt64 {
      var stream = SplitMix64(sweepSeed: seed, point: point, key: key)
      return stream.next()
    }
    var seen: Set<UInt64> = []
    for seed in 0..<10 {
      for point in 0..<100 {
        for key in DefinitionKey.allCases { seen.insert(first(seed, point, key)) }
      }
    }
    #expect(seen.count == 10 * 100 * DefinitionKey.allCases.count)
    #expect(first(3, 5, .l2) == first(3, 5, .l2))
  }
}
