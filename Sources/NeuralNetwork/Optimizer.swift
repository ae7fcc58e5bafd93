/// How a gradient moves the weights; g = ∇C + (λ/n) w, biases without λ.
public enum Optimizer: Sendable, Hashable {
  /// w ← w − ηg.
  case sgd
  /// v ← μv + g, w ← w − ηv (as PyTorch; Sutskever et al. 2013).
  case momentum(Double)
  /// v ← μv + g, w ← w − η(g + μv).
  case nesterov(Double)
  /// s ← 0.99 s + 0.01 g², w ← w − ηg / (√s + 1e-8) (Hinton 2012, lecture 6e).
  case rmsprop
  /// Moments 0.9 and 0.999, bias corrected, ε = 1e-8 (Kingma & Ba 2015).
  case adam
  /// Adam with decay decoupled from the gradient, w ← (1 − η·decay) w first
  /// (Loshchilov & Hutter 2019); weights only.
  case adamw(weightDecay: Double)

  /// The name in definitions.
  public var name: Name {
    switch self {
    case .sgd: .sgd
    case .momentum: .momentum
    case .nesterov: .nesterov
    case .rmsprop: .rmsprop
    case .adam: .adam
    case .adamw: .adamw
    }
  }

  /// An optimizer's name without its parameters.
  public enum Name: String, CaseIterable, Sendable {
    case sgd, momentum, nesterov, rmsprop, adam, adamw
  }

  /// How many numbers the optimizer remembers for each weight.
  public var memory: Int {
    switch self {
    case .sgd: 0
    case .momentum, .nesterov, .rmsprop: 1
    case .adam, .adamw: 2
    }
  }
}
