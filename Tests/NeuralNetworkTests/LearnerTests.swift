import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

@Suite struct LearnerTests {
  private let inputs: [[Double]] = [[0.3, -1.2, 0.8], [1.1, 0.4, -0.6], [-0.7, 0.9, 0.2]]
  private let targets: [[Double]] = [[1, 0], [0, 1], [1, 0]]
  /// A mini-batch is a view: its examples must outlive it.
  private let examples: Examples<Double>

  init() {
    let stride = Examples<Double>.targetStride(for: 2)
    let padding = Array(repeating: 0.0, count: stride - 2)
    examples = Examples(
      count: 3,
      inputCount: 3,
      inputs: AlignedBuffer(inputs.flatMap { $0 }),
      targetCount: 2,
      targets: AlignedBuffer(targets.flatMap { [$0, padding].joined() }),
      labels: AlignedBuffer([0, 1, 0])
    )
  }

  /// A learner that starts at a network, with plain sgd and nothing else.
  private func learner<Scalar: KernelScalar>(
    _ network: Network,
    _ cost: Cost,
    of _: Scalar.Type
  ) -> Learner<Scalar> {
    Learner(
      shape: NetworkShape(
        sizes: network.sizes,
        activation: network.activation,
        outputActivation: network.outputActivation,
        cost: cost
      ),
      parameters: NetworkParameters(network),
      optimizer: .sgd,
      regularization: Regularization(),
      seed: 1
    )
  }

  /// (1/m) Σ_x ∂C_x/∂w of layer l, by the kernels.
  private func gradient(_ network: Network, _ cost: Cost) -> (
    PerLayer<[Double]>, PerLayer<[Double]>
  ) {
    let learner = learner(network, cost, of: Double.self)
    let batch = MiniBatch(of: examples, range: 0..<3)
    learner.computeErrors(batch)
    learner.computeGradient(batch, continuing: false)
    let layers = Array(2...learner.shape.lastLayer)
    return (
      PerLayer(first: 2, layers.map { learner.nabla.weights(of: $0).map { $0 / 3 } }),
      PerLayer(first: 2, layers.map { learner.nabla.biases(of: $0).map { $0 / 3 } })
    )
  }

  @Test(arguments: Activation.allCases)
  func `computes the reference's gradient for every cost and output`(activation: Activation) {
    for (cost, output) in BackpropagationTests.pairs {
      let network = BackpropagationTests.network(activation, output)
      let (w, b) = gradient(network, cost)
      let passes = zip(inputs, targets).map { network.backpropagate(x: $0, y: $1, cost: cost) }
      for l in network.w.layers {
        let place = "\(cost) \(output.rawValue) layer \(l)"
        let mean = (0..<w[l].count).map { i in
          passes.reduce(0) { $0 + $1.nablaW[l].values[i] } / 3
        }
        expectClose(w[l], mean, 1e-12, place)
        expectClose(
          b[l],
          (0..<b[l].count).map { j in passes.reduce(0) { $0 + $1.nablaB[l][j] } / 3 },
          1e-12,
          place
        )
      }
    }
  }

  @Test(arguments: Activation.allCases)
  func `agrees with central differences for every cost and output`(activation: Activation) {
    let differences = CentralDifferences()
    for (cost, output) in BackpropagationTests.pairs {
      let network = BackpropagationTests.network(activation, output)
      let (w, _) = gradient(network, cost)
      for l in network.w.layers {
        for (i, value) in w[l].enumerated() {
          let (j, k) = i.quotientAndRemainder(dividingBy: network.w[l].columns)
          let expected = zip(inputs, targets).reduce(0) { sum, example in
            sum
              + differences.derivative(
                of: network,
                weight: (l, j, k),
                cost: cost,
                x: example.0,
                y: example.1
              ) / 3
          }
          expectClose([value], [expected], 2e-9, "\(cost) \(output.rawValue) w\(l),\(j),\(k)")
        }
      }
    }
  }

  @Test func `cuts what is too large to go through at once without changing a bit`() {
    let network = BackpropagationTests.network(.tanh, .softmax)
    let whole = MiniBatch(of: examples, range: 0..<3)
    let learner = learner(network, .logLikelihood, of: Double.self)
    learner.computeErrors(whole)
    learner.computeGradient(whole, continuing: false)
    let once = learner.nabla.weights(of: 3)
    for (number, part) in whole.parts(of: 2).enumerated() {
      learner.computeErrors(part)
      learner.computeGradient(part, continuing: number > 0)
    }
    #expect(learner.nabla.weights(of: 3).map(\.bitPattern) == once.map(\.bitPattern))
  }

  @Test func `learns example by example what backpropagation and the book's update give`() {
    var network = BackpropagationTests.network(.tanh, .softmax)
    let learner = learner(network, .logLikelihood, of: Double.self)
    let order: [Int32] = [2, 0, 1]
    let tally = learner.learn(
      epoch: 1,
      from: examples,
      order: AlignedBuffer(order),
      miniBatchSize: 1,
      eta: 0.5,
      isCancelled: { false }
    )
    var cost = 0.0
    for x in order.map(Int.init) {
      let pass = network.backpropagate(x: inputs[x], y: targets[x], cost: .logLikelihood)
      cost += network.cost(.logLikelihood, x: inputs[x], y: targets[x])
      for l in network.w.layers {
        for i in network.w[l].values.indices {
          network.w[l].values[i] -= 0.5 * pass.nablaW[l].values[i]
        }
        for j in network.b[l].indices { network.b[l][j] -= 0.5 * pass.nablaB[l][j] }
      }
    }
    #expect(learner.smallNetwork != nil)
    expectClose([tally?.cost ?? .nan], [cost], 1e-13, "cost")
    for l in network.w.layers {
      expectClose(learner.parameters.weights(of: l), network.w[l].values, 1e-13, "w\(l)")
      expectClose(learner.parameters.biases(of: l), network.b[l], 1e-13, "b\(l)")
    }
  }

  /// 600 examples of a regression, of which a learner takes some.
  private func regression(_ range: Range<Int>) -> Examples<Float> {
    var (inputs, targets) = ([Float](), [Float]())
    for x in range {
      inputs += [sin(Float(x)), cos(3 * Float(x))]
      targets += [Float(x % 7) / 7] + Array(repeating: 0, count: 15)
    }
    return Examples(
      count: range.count,
      inputCount: 2,
      inputs: AlignedBuffer(inputs),
      targetCount: 1,
      targets: AlignedBuffer(targets),
      labels: nil
    )
  }

  private func regressor() -> Learner<Float> {
    let network = Network(
      w: PerLayer(
        first: 2,
        [
          Matrix(rows: 3, columns: 2, [0.1, -0.2, 0.3, 0.4, -0.5, 0.6]),
          Matrix(rows: 1, columns: 3, [0.7, -0.8, 0.9]),
        ]
      ),
      b: PerLayer(first: 2, [[0.01, 0.02, 0.03], [0.04]]),
      activation: .tanh,
      outputActivation: .elementwise(.identity)
    )
    return learner(network, .quadratic, of: Float.self)
  }

  private func learn(
    _ learner: Learner<Float>,
    _ range: Range<Int>,
    isCancelled: () -> Bool = { false }
  ) -> Tally? {
    learner.learn(
      epoch: 1,
      from: regression(range),
      order: nil,
      miniBatchSize: 1,
      eta: 0.1,
      isCancelled: isCancelled
    )
  }

  @Test func `goes through more examples than one call takes as through one after the other`() {
    let (once, steps) = (regressor(), regressor())
    let tally = learn(once, 0..<600)
    var sum = Tally()
    for x in 0..<600 {
      guard let one = learn(steps, x..<x + 1) else { continue }
      sum.count += one.count
      sum.cost += one.cost
      sum.squaredError += one.squaredError
    }
    #expect(tally == sum && sum.count == 600 && sum.squaredError > 1)
    for l in 2...3 { #expect(once.parameters.weights(of: l) == steps.parameters.weights(of: l)) }
  }

  @Test func `stops between two calls where it is told to`() {
    var asked = 0
    let tally = learn(regressor(), 0..<600) {
      asked += 1
      return asked == 2
    }
    #expect(tally == nil && asked == 2)
  }

  private func expectClose(
    _ values: [Double],
    _ expected: [Double],
    _ tolerance: Double,
    _ place: String
  ) {
    #expect(values.count == expected.count)
    for (value, expected) in zip(values, expected) {
      #expect(
        (value - expected).magnitude <= tolerance * max(1, expected.magnitude),
        "\(place): \(value) is not \(expected)"
      )
    }
  }
}
