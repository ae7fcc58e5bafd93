@testable import NeuralNetwork
import Testing

@Suite struct GradientCheckTests {
  static let examples: [(x: [Double], y: [Double])] = [
    ([0.3, -1.2, 0.8], [1, 0]), ([-0.7, 0.4, 2.5], [0, 1]), ([0, 0, 0], [0, 1]),
  ]

  static func network(_ activation: Activation, _ output: OutputActivation) -> Network {
    BackpropagationTests.network(activation, output)
  }

  @Test(arguments: Activation.allCases)
  func `backpropagation passes with every activation, output and cost`(activation: Activation) {
    for (cost, output) in BackpropagationTests.pairs {
      let layers = GradientCheck(sampleSize: 1000)
        .check(Self.network(activation, output), cost: cost, examples: Self.examples)
      #expect(layers.map(\.layer) == [2, 3, 4])
      for layer in layers {
        #expect(layer.passes, "\(cost) \(output.rawValue): \(layer)")
        #expect(layer.checked == layer.parameters)
        #expect(layer.compared + layer.kinks == 3 * layer.checked)
      }
    }
  }

  /// Each of the four equations, broken.
  static let mistakes: [String: GradientCheck.Derivatives] = [
    "BP1": { network, x, y, cost in
      broken(network, x, y, cost) { delta, pass in
        delta[4] = delta[4].map { $0 * 1.001 }
      }
    },
    "BP2 without the derivative": { network, x, y, cost in
      broken(network, x, y, cost) { delta, pass in
        delta[3] = network.w[4].transposed * delta[4]
      }
    },
    "BP2 without the last step": { network, x, y, cost in
      broken(network, x, y, cost) { delta, pass in
        delta[2] = delta[2].map { _ in 0 }
      }
    },
    "BP3": { network, x, y, cost in
      var pass = network.backpropagate(x: x, y: y, cost: cost)
      pass.nablaB[4][1] = -pass.nablaB[4][1]
      return pass
    },
    "BP4": { network, x, y, cost in
      var pass = network.backpropagate(x: x, y: y, cost: cost)
      pass.nablaW[2].values = outer(pass.delta[2], pass.a[1].reversed()).values
      return pass
    },
  ]

  private static func broken(
    _ network: Network,
    _ x: [Double],
    _ y: [Double],
    _ cost: Cost,
    _ change: (inout PerLayer<[Double]>, Backpropagation) -> Void
  ) -> Backpropagation {
    var pass = network.backpropagate(x: x, y: y, cost: cost)
    change(&pass.delta, pass)
    pass.nablaB = pass.delta
    for l in network.w.layers { pass.nablaW[l] = outer(pass.delta[l], pass.a[l - 1]) }
    return pass
  }

  @Test(arguments: mistakes.keys.sorted())
  func `a broken equation fails`(name: String) throws {
    let derivatives = try #require(Self.mistakes[name])
    for activation in [Activation.sigmoid, .tanh, .relu, .gelu] {
      let layers = GradientCheck(sampleSize: 1000, derivatives: derivatives)
        .check(
          Self.network(activation, .elementwise(.sigmoid)),
          cost: .crossEntropy,
          examples: Self.examples
        )
      #expect(layers.contains { !$0.passes }, "\(name) \(activation)")
    }
  }

  @Test func `what lies on a kink is left out and counted`() {
    let network = Initialization.zeros.draw(
      sizes: [2, 3, 1],
      seed: 1,
      activation: .relu,
      outputActivation: .elementwise(.identity)
    )
    let layers = GradientCheck(sampleSize: 100)
      .check(network, cost: .absolute, examples: [([1, 0], [0])])
    // Moving a weight from the input that is 0 moves nothing; all others move z or a off a kink.
    #expect(layers[0].kinks == 6)
    #expect(layers[0].compared == 3)
    #expect(layers[1].kinks == 1)
    #expect(layers[1].compared == 3)
  }

  @Test func `numbers that are none fail`() {
    var network = Self.network(.sigmoid, .softmax)
    network.w[2][0, 0] = .nan
    let layers = GradientCheck(sampleSize: 10)
      .check(network, cost: .logLikelihood, examples: Self.examples)
    #expect(layers.allSatisfy { $0.largestError.isNaN && !$0.passes })
  }

  @Test func `a large layer is sampled, each parameter at most once, biases too`() {
    let network = Initialization.nielsen.draw(
      sizes: [50, 20, 3],
      seed: 1,
      activation: .sigmoid,
      outputActivation: .softmax
    )
    let check = GradientCheck(sampleSize: 60, seed: 3)
    let sample = check.parameters(of: 2, in: network)
    #expect(sample.count == 60)
    #expect(Set(sample).count == 60)
    #expect(sample.count { $0.k == nil } == 12)
    #expect(sample == check.parameters(of: 2, in: network))
    #expect(sample != GradientCheck(sampleSize: 60, seed: 4).parameters(of: 2, in: network))
    #expect(check.parameters(of: 3, in: network).count == 60)
    #expect(GradientCheck(sampleSize: 63).parameters(of: 3, in: network).count == 63)
  }
}
