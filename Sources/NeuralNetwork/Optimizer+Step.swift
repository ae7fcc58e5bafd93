import Kernels

extension Optimizer {
  /// Whether the constants of two updates at the same rate differ: Adam corrects its bias by time.
  var dependsOnTime: Bool {
    switch self {
    case .sgd, .momentum, .nesterov, .rmsprop: false
    case .adam, .adamw: true
    }
  }

  /// The constants of the update by a mini-batch of m examples.
  func step(_ update: Update, m: Int, _ regularization: Regularization) -> UpdateStep {
    UpdateStep(
      rule(update: update.number),
      learningRate: update.eta,
      miniBatchSize: m,
      trainingSize: update.trainingCount,
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
