import NeuralNetwork
import Testing

@Suite struct RandomNumberGeneratorUniformTests {
  @Test func `indices cover their range evenly`() {
    var stream = SplitMix64(seed: 42)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<10_000 { counts[stream.below(10)] += 1 }
    // χ² with 9 degrees of freedom is below 27.9 with probability 0.999.
    let chi2 = counts.reduce(0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(chi2 < 27.9)
  }

  @Test func `units stay in their interval and average a half`() {
    var stream = SplitMix64(seed: 0)
    let units = (0..<100_000).map { _ in stream.unit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    // Four standard deviations of the mean, 4/√(12·100000).
    #expect(abs(units.reduce(0, +) / 100_000 - 0.5) < 0.0037)
  }

  @Test func `a word that would prefer a number is drawn again`() {
    // 2⁶⁴ mod 3 = 1: of the words whose high half is 0, the first, 0, is one too many.
    var words = Words(left: [0, 1, .max])
    #expect(words.below(3) == 0)
    #expect(words.left == [.max])
    #expect(words.below(3) == 2)
  }
}

/// A generator of given words.
private struct Words: RandomNumberGenerator {
  var left: [UInt64]

  mutating func next() -> UInt64 { left.removeFirst() }
}
