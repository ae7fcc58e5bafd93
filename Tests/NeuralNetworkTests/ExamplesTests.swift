import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

@Suite struct ExamplesTests {
  /// Examples of some inputs, of whose groups of four so many tenths are zero.
  private func examples<Scalar: KernelScalar>(
    _ count: Int,
    inputs: Int = 60,
    tenthsZero: Int,
    of _: Scalar.Type
  ) -> Examples<Scalar> {
    let x = (0..<count * inputs).map { (i: Int) -> Scalar in
      (i / 4 * 7) % 10 < tenthsZero ? 0 : Scalar(sin(Double(i)))
    }
    let y = (0..<count * 16).map { (i: Int) -> Scalar in i / 16 % 3 == i % 16 ? 1 : 0 }
    return Examples(
      count: count,
      inputCount: inputs,
      inputs: AlignedBuffer(x),
      targetCount: 3,
      targets: AlignedBuffer(y),
      labels: AlignedBuffer((0..<count).map { Int32($0 % 3) })
    )
  }

  @Test func `zeros are known where a third of the groups of inputs is zero`() {
    #expect(examples(10, tenthsZero: 4, of: Float.self).nonzero != nil)
    #expect(examples(10, tenthsZero: 3, of: Float.self).nonzero == nil)
    #expect(examples(10, inputs: 51, tenthsZero: 9, of: Float.self).nonzero != nil)
    #expect(examples(10, inputs: 44, tenthsZero: 9, of: Float.self).nonzero == nil)
  }

  @Test(arguments: [1, 10, 33, 75], [Activation.sigmoid, .relu])
  func `known zeros change nothing that is learnt, on any number of threads`(
    miniBatchSize: Int,
    activation: Activation
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let known = examples(75, tenthsZero: 4, of: Scalar.self)
      #expect(known.nonzero != nil)
      var unknown = known
      unknown.nonzero = nil
      let expected = trained(unknown, KernelSet(.portable), 1, miniBatchSize, activation)
      for set in InstructionSet.available {
        for threads in 1...3 {
          #expect(
            trained(known, KernelSet(set), threads, miniBatchSize, activation) == expected
          )
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// The costs of an epoch and after it, and the weights then.
  private func trained<Scalar: KernelScalar>(
    _ examples: Examples<Scalar>,
    _ kernels: KernelSet<Scalar>,
    _ threads: Int,
    _ miniBatchSize: Int,
    _ activation: Activation
  ) -> [[Double]] {
    let shape = NetworkShape(
      sizes: [60, 70, 50, 3],
      activation: activation,
      outputActivation: .softmax,
      cost: .logLikelihood
    )
    let network = Initialization.he.draw(
      sizes: shape.sizes,
      seed: 3,
      activation: activation,
      outputActivation: .softmax
    )
    let learner = Learner<Scalar>(
      shape: shape,
      parameters: NetworkParameters(network),
      optimizer: .momentum(0.9),
      regularization: Regularization(dropout: 0.2),
      seed: 1,
      kernels: kernels,
      team: ThreadTeam(count: threads)
    )
    let tally = learner.learn(
      epoch: 1,
      from: examples,
      order: nil,
      miniBatchSize: miniBatchSize,
      eta: 0.003,
      isCancelled: { false }
    )
    let costs = [tally?.cost ?? .nan, learner.tally(examples).cost]
    #expect(costs.allSatisfy { $0.isFinite })
    return [costs] + (2...4).map { learner.parameters.weights(of: $0).map { Double($0) } }
  }
}
