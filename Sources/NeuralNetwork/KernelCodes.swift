import Kernels

extension Activation {
  /// The kernels' number for this activation.
  var code: ActivationCode {
    switch self {
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .relu: .relu
    case .leakyRelu: .leakyRelu
    case .elu: .elu
    case .gelu: .gelu
    case .softplus: .softplus
    case .identity: .identity
    }
  }
}

extension OutputActivation {
  /// The kernels' number for this activation.
  var code: ActivationCode {
    switch self {
    case .elementwise(let activation): activation.code
    case .softmax: .softmax
    }
  }
}

extension Cost {
  /// The kernels' number for this cost.
  var code: CostCode {
    switch self {
    case .quadratic: .quadratic
    case .crossEntropy: .crossEntropy
    case .logLikelihood: .logLikelihood
    case .absolute: .absolute
    case .huber: .huber
    }
  }
}
