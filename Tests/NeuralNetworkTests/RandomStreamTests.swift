import NeuralNetwork
import Testing

@Suite struct RandomStreamTests {
  @Test func `draws the same words in a row as by index`() {
    var stream = RandomStream(seed: 3, purpose: .dropout, 5, 9)
    let byIndex = (0..<5).map { stream[$0] }
    let inARow = (0..<5).map { _ in stream.next() }
    #expect(byIndex == inARow)
  }

  @Test func `keeps seeds, purposes and indices apart`() {
    let streams = [
      RandomStream(seed: 1, purpose: .weights, 2), RandomStream(seed: 2, purpose: .weights, 2),
      RandomStream(seed: 1, purpose: .biases, 2), RandomStream(seed: 1, purpose: .weights, 3),
      RandomStream(seed: 1, purpose: .weights, 2, 0),
    ]
    #expect(Set(streams.map { $0[0] }).count == streams.count)
  }

  @Test func `draws below a bound without leaving out or preferring a number`() {
    var stream = RandomStream(seed: 0, purpose: .shuffle, 1)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    // A count has a standard deviation of 93; six of them are a chance of 1 in 10⁸.
    #expect(counts.allSatisfy { ($0 - 10_000).magnitude < 560 })
  }
}
