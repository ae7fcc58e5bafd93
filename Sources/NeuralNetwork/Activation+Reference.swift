import Kernels

extension Activation {
  /// σ(z).
  public func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .sigmoid: 1 / (1 + Elementary.exp(-z))
    case .tanh: Elementary.tanh(z)
    case .relu: z <= 0 ? 0 : z
    case .leakyRelu: z > 0 ? z : 0.01 * z
    case .elu: z > 0 ? z : Elementary.exp(z) - 1
    case .gelu: 0.5 * z * (1 + Elementary.tanh(Self.geluInner(z)))
    case .softplus: (z > 0 ? z : 0) + logarithm(onePlus: Elementary.exp(-z.magnitude))
    case .identity: z
    }
  }

  /// σ'(z).
  public func derivative(_ z: Double) -> Double {
    switch self {
    case .sigmoid: self(z) * (1 - self(z))
    case .tanh: 1 - self(z) * self(z)
    case .relu: z <= 0 ? 0 : z > 0 ? 1 : z
    case .leakyRelu: z > 0 ? 1 : 0.01
    case .elu: z > 0 ? 1 : Elementary.exp(z)
    case .gelu: Self.geluDerivative(z)
    case .softplus: Activation.sigmoid(z)
    case .identity: 1
    }
  }

  /// max |σ'|, against which a neuron counts as saturated; nil for identity, which never is.
  public var steepest: Double? {
    switch self {
    case .sigmoid: 0.25
    case .tanh, .relu, .leakyRelu, .elu, .softplus: 1
    case .gelu: 1.128_994_405_174_519_6
    case .identity: nil
    }
  }

  /// √(2/π) (z + 0.044715 z³), what gelu takes the tanh of.
  private static func geluInner(_ z: Double) -> Double {
    0.797_884_560_802_865_4 * (z + 0.044715 * z * z * z)
  }

  private static func geluDerivative(_ z: Double) -> Double {
    let t = Elementary.tanh(geluInner(z))
    let inner = 0.797_884_560_802_865_4 * (1 + 0.134145 * z * z)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner
  }
}

extension OutputActivation {
  /// a^L from z^L.
  public func apply(_ z: [Double]) -> [Double] {
    switch self {
    case .elementwise(let activation): return z.map { activation($0) }
    case .softmax:
      let largest = z.max() ?? 0
      let powers = z.map { Elementary.exp($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }
}

/// ln(1 + u) without losing a small u: the rounding of w = 1 + u is made up for (Kahan).
func logarithm(onePlus u: Double) -> Double {
  let w = 1 + u
  return w == 1 ? u : Elementary.log(w) * (u / (w - 1))
}
