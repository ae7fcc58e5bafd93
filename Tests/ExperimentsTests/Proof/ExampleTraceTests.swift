import Experiments
import Foundation
import NeuralNetwork
import Testing

@Suite struct ExampleTraceTests {
  /// A trace made by NumPy (`Fixtures/proof/make_traces.py`).
  struct Fixture: Decodable, Sendable {
    let sizes: [Int]
    let activation, output, cost: String
    let arrays: [String: [Double]]
  }

  static let fixtures: [Fixture] = {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures/proof")
    guard let file = folder?.appendingPathComponent("traces.json"),
      let data = try? Data(contentsOf: file)
    else { return [] }
    return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
  }()

  @Test func `has every activation and every cost`() {
    #expect(Set(Self.fixtures.map(\.activation)).count == Activation.allCases.count)
    #expect(Set(Self.fixtures.map(\.cost)).count == Cost.allCases.count)
  }

  @Test(arguments: fixtures.indices)
  func `every quantity is what NumPy computes`(index: Int) throws {
    let fixture = Self.fixtures[index]
    let trace = try trace(fixture)
    #expect(Set(trace.quantities.map(\.name)) == Set(fixture.arrays.keys))
    for quantity in trace.quantities {
      let expected = try #require(fixture.arrays[quantity.name])
      try #require(quantity.values.count == expected.count)
      #expect(quantity.array?.doubles == quantity.values)
      for (value, wanted) in zip(quantity.values, expected) {
        // A few roundings of numbers about 1, in another order.
        #expect(
          (value - wanted).magnitude <= 1e-13 * max(1, wanted.magnitude),
          "\(fixture.activation) \(fixture.cost) \(quantity.name)"
        )
      }
    }
  }

  private func trace(_ fixture: Fixture) throws -> ExampleTrace {
    let layers = 2...fixture.sizes.count
    let network = Network(
      w: PerLayer(
        first: 2,
        try layers.map { l in
          Matrix(
            rows: fixture.sizes[l - 1],
            columns: fixture.sizes[l - 2],
            try #require(fixture.arrays["w\(l)"])
          )
        }
      ),
      b: PerLayer(first: 2, try layers.map { try #require(fixture.arrays["b\($0)"]) }),
      activation: try #require(Activation(rawValue: fixture.activation)),
      outputActivation: try #require(OutputActivation(rawValue: fixture.output))
    )
    let example = TrainingExamples.Example(
      x: try #require(fixture.arrays["x"]),
      y: try #require(fixture.arrays["y"])
    )
    return ExampleTrace(network, example, cost: try #require(Cost(rawValue: fixture.cost)))
  }
}
