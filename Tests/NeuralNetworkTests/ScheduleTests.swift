import NeuralNetwork
import Testing

@Suite struct ScheduleTests {
  private func rates(_ schedule: Schedule, epochs: Int, costs: [Double] = []) -> [Double] {
    (1...epochs).map {
      schedule.rate(epoch: $0, of: epochs, eta: 0.8, costs: Array(costs.prefix($0)))
    }
  }

  @Test func `falls by a factor each epoch, or each step of epochs`() {
    #expect(rates(.constant, epochs: 3) == [0.8, 0.8, 0.8])
    #expect(rates(.exponential(factor: 0.5), epochs: 4) == [0.8, 0.4, 0.2, 0.1])
    #expect(rates(.step(factor: 0.5, epochs: 2), epochs: 5) == [0.8, 0.8, 0.4, 0.4, 0.2])
  }

  @Test func `follows half a cosine down to the minimum`() {
    let rates = rates(.cosine(minimum: 0.2), epochs: 4)
    // 0.2 + 0.6 (1 + cos(π e/4))/2 for e = 0…3; cos(π/4) = √½.
    let expected = [0.8, 0.5 + 0.3 * 0.5.squareRoot(), 0.5, 0.5 - 0.3 * 0.5.squareRoot()]
    for (rate, value) in zip(rates, expected) { #expect((rate - value).magnitude < 1e-15) }
  }

  @Test func `warms up in a line and then follows the cosine over the epochs left`() {
    let rates = rates(.warmupCosine(minimum: 0, warmup: 2), epochs: 4)
    for (rate, value) in zip(rates, [0.4, 0.8, 0.8, 0.4]) {
      #expect((rate - value).magnitude < 1e-15)
    }
  }

  @Test func `falls after each plateau of the watched cost`() {
    let costs = [1.0, 0.9, 0.95, 0.9, 0.91, 0.93, 0.5, 0.6]
    let rates = rates(.plateau(factor: 0.5, epochs: 2), epochs: 8, costs: costs)
    #expect(rates == [0.8, 0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.2])
  }
}
