import Testing

@testable import Reports

@Suite struct ComparisonTests {
  private let definitions: [[String: Field]] = [
    ["learning_rate": .real(0.5), "seed": .integer(1), "momentum": .real(0.9)],
    ["learning_rate": .real(0.5), "seed": .integer(2)],
    ["learning_rate": .real(0.5), "seed": .integer(1)],
  ]

  @Test func `lines up definitions key by key`() {
    let all = DefinitionDifference.compare(definitions, keys: ["seed", "learning_rate", "l1"])
    #expect(all.map(\.key) == ["seed", "learning_rate"])
    #expect(all.map(\.isChanged) == [true, false])
  }

  @Test func `shows only what differs, and a key that some do not read is one`() {
    let changed = DefinitionDifference.compare(
      definitions,
      keys: ["learning_rate", "momentum", "seed"],
      onlyChanged: true
    )
    #expect(changed.map(\.key) == ["momentum", "seed"])
    #expect(changed[0].values == [.real(0.9), .empty, .empty])
  }

  @Test func `measures metrics against the first run in their own type`() {
    let epochs = MetricDifference(metric: "epochs_done", values: [.integer(30), .integer(12)])
    #expect(epochs.deltas == [.integer(0), .integer(-18)])
    #expect(epochs.ratios == [.real(1), .real(0.4)])
    let cost = MetricDifference(
      metric: "cost",
      values: [.real(0.5), .real(.nan), .empty, .real(0.25), .real(.infinity)]
    )
    #expect(cost.deltas == [.real(0), .real(.nan), .empty, .real(-0.25), .real(.infinity)])
    #expect(cost.ratios == [.real(1), .real(.nan), .empty, .real(0.5), .real(.infinity)])
  }

  @Test func `never overflows and never divides by zero`() {
    let extremes = MetricDifference(metric: "n", values: [.integer(.min), .integer(.max)])
    #expect(extremes.deltas[1] == .real(0x1p64))
    let zero = MetricDifference(metric: "n", values: [.integer(0), .integer(1)])
    #expect(zero.ratios == [.empty, .empty])
    let infinite = MetricDifference(metric: "n", values: [.real(.infinity), .real(.infinity)])
    #expect(infinite.deltas == [.real(0), .real(0)])
  }
}
