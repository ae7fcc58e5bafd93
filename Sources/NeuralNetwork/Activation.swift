import Kernels

/// An activation function a = σ(z), applied to each neuron by itself.
public enum Activation: String, CaseIterable, Sendable {
  /// σ(z) = 1 / (1 + e^(−z)).
  case sigmoid
  /// σ(z) = tanh z.
  case tanh
  /// σ(z) = max(0, z); σ'(0) = 0.
  case relu
  /// σ(z) = z for z > 0, else 0.01 z.
  case leakyRelu = "leaky_relu"
  /// σ(z) = z for z > 0, else e^z − 1 (α = 1).
  case elu
  /// σ(z) = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))).
  case gelu
  /// σ(z) = ln(1 + e^z).
  case softplus
  /// σ(z) = z.
  case identity
}

/// What the last layer does with z^L: an element-wise activation, or softmax over all of it.
public enum OutputActivation: Sendable, Hashable {
  /// a^L_j = σ(z^L_j).
  case elementwise(Activation)
  /// a^L_j = e^(z_j) / Σ_k e^(z_k).
  case softmax
}

extension OutputActivation: RawRepresentable, CaseIterable {
  /// The name in definitions: the activation's own, or `softmax`.
  public var rawValue: String {
    switch self {
    case .elementwise(let activation): activation.rawValue
    case .softmax: "softmax"
    }
  }

  /// Finds an output activation by its name.
  public init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  /// Every activation, and softmax.
  public static var allCases: [OutputActivation] {
    Activation.allCases.map(OutputActivation.elementwise) + [.softmax]
  }
}
