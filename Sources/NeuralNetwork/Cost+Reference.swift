import Kernels

extension Cost {
  /// C_x, from z^L for the costs with a logarithm, so that it is finite and right where a^L
  /// saturates; from a^L for the others.
  public func value(z: [Double], y: [Double], output: OutputActivation) -> Double {
    switch self {
    case .crossEntropy:
      // For a = σ(z): −ln a = ln(1 + e^(−z)) and −ln(1 − a) = ln(1 + e^z).
      return zip(z, y).reduce(0) { sum, pair in
        let (z, y) = pair
        return sum + y * Activation.softplus(-z) + (1 - y) * Activation.softplus(z)
      }
    case .logLikelihood:
      // −ln a_j = (max z − z_j) + ln Σ_k e^(z_k − max z); the largest power is 1.
      let first = z.indices.max { z[$0] < z[$1] } ?? 0
      let others = z.indices.filter { $0 != first }.reduce(0) {
        $0 + Elementary.exp(z[$1] - z[first])
      }
      let logSum = logarithm(onePlus: others)
      return zip(z, y).reduce(0) { $0 + $1.1 * (z[first] - $1.0 + logSum) }
    case .quadratic, .absolute, .huber: return value(a: output.apply(z), y: y)
    }
  }

  /// C_x(a, y) by its definition.
  public func value(a: [Double], y: [Double]) -> Double {
    zip(a, y).reduce(0) { $0 + term(a: $1.0, y: $1.1) }
  }

  private func term(a: Double, y: Double) -> Double {
    let d = a - y
    switch self {
    case .quadratic: return 0.5 * d * d
    case .crossEntropy: return -(y * Elementary.log(a) + (1 - y) * Elementary.log(1 - a))
    case .logLikelihood: return -y * Elementary.log(a)
    case .absolute: return d.magnitude
    case .huber: return d.magnitude <= 1 ? 0.5 * d * d : d.magnitude - 0.5
    }
  }

  /// ∇_a C_x, n_L numbers.
  public func gradient(a: [Double], y: [Double]) -> [Double] {
    zip(a, y).map { a, y in
      let d = a - y
      return switch self {
      case .quadratic: d
      case .crossEntropy: d / (a * (1 - a))
      case .logLikelihood: -y / a
      case .absolute: d > 0 ? 1 : d < 0 ? -1 : d
      case .huber: d > 1 ? 1 : d < -1 ? -1 : d
      }
    }
  }

  /// δ^L = ∂C_x/∂z^L, straight from z^L where cost and output match.
  ///
  /// Nielsen ch. 2, BP1.
  public func delta(
    z: [Double],
    a: [Double],
    y: [Double],
    output: OutputActivation
  ) -> [Double] {
    switch (self, output) {
    case (.crossEntropy, .elementwise(.sigmoid)): zip(a, y).map { $0 - $1 }
    case (.logLikelihood, .softmax):
      zip(a, y).map { [total = y.reduce(0, +)] in $0 * total - $1 }
    default: output.propagate(gradient(a: a, y: y), z: z, a: a)
    }
  }
}

extension OutputActivation {
  /// δ from ∇_a C: ∇_a C ⊙ σ'(z), and for softmax a_j (g_j − Σ_k g_k a_k) with g = ∇_a C.
  func propagate(_ gradient: [Double], z: [Double], a: [Double]) -> [Double] {
    switch self {
    case .elementwise(let activation): return gradient ⊙ z.map(activation.derivative)
    case .softmax:
      let mean = (gradient ⊙ a).reduce(0, +)
      return zip(a, gradient).map { $0 * ($1 - mean) }
    }
  }
}
