import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

@Suite struct MiniBatchPassTests {
  /// Ten examples are enough for the zeros of relu layers to be found and left out, forty for another way.
  @Test(arguments: [(Activation.relu, 10), (.relu, 40), (.tanh, 40)], [1, 2])
  func `the gradient of a mini-batch is the sum of the reference's`(
    of batch: (activation: Activation, count: Int),
    threads: Int
  ) {
    let (activation, count) = batch, sizes = [20, 70, 50, 3]
    let x = (0..<count).map { x in (0..<20).map { sin(Double(1 + 20 * x + $0)) } }
    let y = (0..<count).map { x in (0..<3).map { $0 == x % 3 ? 1.0 : 0 } }
    let network = Initialization.he.draw(
      sizes: sizes,
      seed: 5,
      activation: activation,
      outputActivation: .softmax
    )
    let learner = Learner<Double>(
      shape: NetworkShape(
        sizes: sizes,
        activation: activation,
        outputActivation: .softmax,
        cost: .logLikelihood
      ),
      parameters: NetworkParameters(network),
      optimizer: .sgd,
      regularization: Regularization(),
      seed: 1,
      team: ThreadTeam(count: threads)
    )
    let examples = Examples<Double>(
      count: count,
      inputCount: 20,
      inputs: AlignedBuffer(x.flatMap { $0 }),
      targetCount: 3,
      targets: AlignedBuffer(y.flatMap { $0 + Array(repeating: 0, count: 13) }),
      labels: nil
    )
    withExtendedLifetime(examples) {
      // First the examples from the last on: nothing of them may be left.
      let backwards = AlignedBuffer((0..<Int32(count)).reversed())
      learner.computeErrors(MiniBatch(of: examples, order: backwards, range: 0..<count))
      let batch = MiniBatch(of: examples)
      learner.computeErrors(batch)
      learner.computeGradient(batch, continuing: false)
    }
    let passes = zip(x, y).map { network.backpropagate(x: $0, y: $1, cost: .logLikelihood) }
    for l in 2...4 {
      let expected = (0..<sizes[l - 1] * sizes[l - 2]).map { i in
        passes.reduce(0) { $0 + $1.nablaW[l].values[i] }
      }
      let sums = learner.nabla.weights(of: l)
      #expect(zip(sums, expected).allSatisfy { abs($0 - $1) <= 1e-12 * (1 + abs($1)) })
      #expect(sums.contains { abs($0) > 0.01 })
    }
  }
}
