import Kernels

extension Learner {
  /// Stochastic gradient descent per example: mini-batches of 1, many of them in one call.
  func descendEach(
    _ network: SmallNetwork<Scalar>,
    _ examples: MiniBatch<Scalar>,
    _ eta: Double,
    _ isCancelled: () -> Bool
  ) -> Tally? {
    // Plain sgd: the constants are the same for every update, whatever its number.
    let update = Update(eta: eta, epoch: 1, batch: 0, number: 1, trainingCount: examples.count)
    let step = optimizer.step(update, m: 1, regularization)
    var tally = Tally()
    for part in examples.parts(of: pass.capacity) {
      if isCancelled() { return nil }
      pass.descendEach(network, part, step)
      pass.count(part, each: 1, into: &tally)
    }
    return tally
  }
}

extension MiniBatchPass {
  /// The network as one that learns example by example in one call: of layers that fit a line of
  /// outputs, by plain sgd, with nothing that comes between backpropagation and the update.
  func smallNetwork(
    _ optimizer: Optimizer,
    _ regularization: Regularization
  ) -> SmallNetwork<Scalar>? {
    guard
      optimizer == .sgd,
      regularization.l1 == 0,
      regularization.dropout == 0,
      regularization.gradientClip == nil,
      parameters.places.values.allSatisfy({ SmallNetwork<Scalar>.fits($0.layout) })
    else { return nil }
    var network = SmallNetwork<Scalar>()
    for l in 2...lastLayer {
      network.add(
        parameters.places[l].layout,
        weights: parameters.w(l),
        biases: parameters.b(l),
        a: a(l),
        delta: delta(l),
        slope: slope(l)
      )
    }
    return network
  }

  /// The forward pass, BP1 to BP4 and the update for one example after the other.
  func descendEach(
    _ network: SmallNetwork<Scalar>,
    _ examples: MiniBatch<Scalar>,
    _ step: UpdateStep
  ) {
    kernels.descendEach(
      network,
      examples.inputs,
      targets: examples.targets,
      rows: examples.count,
      activation: hidden,
      outputActivation: output,
      cost: cost,
      costs: costs.pointer,
      stride: stride(lastLayer),
      step: step
    )
  }
}
