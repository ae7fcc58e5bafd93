import NeuralNetwork
import Testing

@Suite struct BackpropagationTests {
  /// Every pair of cost and output that makes sense.
  static let pairs: [(Cost, OutputActivation)] = Cost.allCases.flatMap { cost in
    OutputActivation.allCases
      .filter { cost.requiredOutput == nil || cost.requiredOutput == $0 }
      .map { (cost, $0) }
  }

  /// A small network away from the kinks of relu, huber and absolute, drawn from a seed.
  static func network(
    _ activation: Activation,
    _ output: OutputActivation,
    sizes: [Int] = [3, 4, 5, 2]
  ) -> Network {
    Initialization.nielsen.draw(
      sizes: sizes,
      seed: 7,
      activation: activation,
      outputActivation: output
    )
  }

  @Test(arguments: Activation.allCases)
  func `agrees with central differences for every weight and bias`(activation: Activation) {
    let (x, y) = ([0.3, -1.2, 0.8], [1.0, 0.0])
    for (cost, output) in Self.pairs {
      let network = Self.network(activation, output)
      let pass = network.backpropagate(x: x, y: y, cost: cost)
      let differences = CentralDifferences()
      for l in network.w.layers {
        for j in 0..<network.w[l].rows {
          let bias = differences.derivative(of: network, bias: (l, j), cost: cost, x: x, y: y)
          #expect(isClose(pass.nablaB[l][j], bias), "\(cost) \(output.rawValue) b\(l),\(j)")
          for k in 0..<network.w[l].columns {
            let weight = differences.derivative(
              of: network,
              weight: (l, j, k),
              cost: cost,
              x: x,
              y: y
            )
            #expect(
              isClose(pass.nablaW[l][j, k], weight),
              "\(cost) \(output.rawValue) w\(l),\(j),\(k)"
            )
          }
        }
      }
    }
  }

  /// h ≈ 7.6e-6 leaves about h² ≈ 6e-11 of the formula and ε/h ≈ 3e-11 of rounding.
  private func isClose(_ left: Double, _ right: Double) -> Bool {
    (left - right).magnitude <= 2e-9 * max(1, left.magnitude)
  }

  @Test func `keeps every z, a, δ and gradient of a network small enough to do by hand`() {
    let network = Network(
      w: PerLayer(
        first: 2,
        [Matrix(rows: 1, columns: 2, [1, -1]), Matrix(rows: 1, columns: 1, [2])]
      ),
      b: PerLayer(first: 2, [[0.5], [-1]]),
      activation: .identity,
      outputActivation: .elementwise(.identity)
    )
    let pass = network.backpropagate(x: [3, 1], y: [1], cost: .quadratic)
    #expect(pass.z.values == [[2.5], [4]])
    #expect(pass.a.values == [[3, 1], [2.5], [4]])
    #expect(pass.delta.values == [[6], [3]])
    #expect(pass.nablaB.values == [[6], [3]])
    #expect(pass.nablaW[2].values == [18, 6])
    #expect(pass.nablaW[3].values == [7.5])
  }
}
