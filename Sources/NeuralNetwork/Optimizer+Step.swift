import Kernels

extension Optimizer {
  /// The constants of one update.
  ///
  /// `update` counts the updates of the run from 1, for Adam's bias correction.
  func step(
    eta: Double,
    m: Int,
    n: Int,
    regularization: Regularization,
    update: Int
  ) -> UpdateStep {
    UpdateStep(
      rule(update: update),
      learningRate: eta,
      miniBatchSize: m,
      trainingSize: n,
      l2: regularization.l2,
      l1: regularization.l1,
      weightDecay: weightDecay
    )
  }

  /// The constants of an update by a gradient g that is ready: averaged, regularized, clipped.
  func step(eta: Double, factor: Double, update: Int) -> UpdateStep {
    UpdateStep(
      rule(update: update),
      learningRate: eta,
      miniBatchSize: 1,
      weightDecay: weightDecay,
      factor: factor
    )
  }

  private var weightDecay: Double {
    if case .adamw(let decay) = self { decay } else { 0 }
  }

  private func rule(update t: Int) -> UpdateRule {
    switch self {
    case .sgd: .sgd
    case .momentum(let mu): .momentum(mu)
    case .nesterov(let mu): .nesterov(mu)
    case .rmsprop: .rmsprop(decay: 0.99, epsilon: 1e-8)
    case .adam, .adamw:
      .adam(
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        correction1: 1 - Elementary.power(0.9, t),
        correction2: 1 - Elementary.power(0.999, t)
      )
    }
  }
}
