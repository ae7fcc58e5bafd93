import Testing

@testable import Experiments

@Suite struct SearchStreamTests {
  @Test func `gives SplitMix64's published numbers`() {
    // Java's SplittableRandom and the reference code of Vigna: seeds 0 and 1234567.
    var zero = SearchStream(state: 0)
    #expect(zero.next() == 0xe220_a839_7b1d_cdaf)
    #expect(zero.next() == 0x6e78_9e6a_a1b9_65f4)
    #expect(zero.next() == 0x06c4_5d18_8009_454f)
    var other = SearchStream(state: 1_234_567)
    #expect(other.next() == 6_457_827_717_110_365_317)
    #expect(other.next() == 3_203_168_211_198_807_973)
    #expect(other.next() == 9_817_491_932_198_370_423)
  }

  @Test func `differs by seed, point and key`() {
    func first(_ seed: Int, _ point: Int, _ key: DefinitionKey) -> UInt64 {
      var stream = SearchStream(seed: seed, point: point, key: key)
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

  @Test func `indices cover their range evenly`() {
    var stream = SearchStream(state: 42)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<10_000 { counts[stream.index(below: 10)] += 1 }
    // χ² with 9 degrees of freedom is below 27.9 with probability 0.999.
    let chi2 = counts.reduce(0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(chi2 < 27.9)
  }

  @Test func `units stay in their interval and average a half`() {
    var stream = SearchStream(state: 0)
    let units = (0..<100_000).map { _ in stream.unit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    // Four standard deviations of the mean, 4/√(12·100000).
    #expect(abs(units.reduce(0, +) / 100_000 - 0.5) < 0.0037)
  }
}
