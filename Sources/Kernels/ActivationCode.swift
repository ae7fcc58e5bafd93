/// The activations that kernels compute; their order is the C kernels'.
public enum ActivationCode: Int32, CaseIterable, Sendable {
  /// a = z.
  case identity
  /// a = 1 / (1 + e^−z), σ' = a(1 − a).
  case sigmoid
  /// a = tanh z, σ' = 1 − a².
  case tanh
  /// a = max(z, 0), σ'(0) = 0; NaN stays NaN.
  case relu
  /// a = z for z > 0, else 0.01 z.
  case leakyRelu
  /// a = z for z > 0, else e^z − 1.
  case elu
  /// a = z (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2.
  case gelu
  /// a = ln(1 + e^z), σ' = sigmoid z.
  case softplus
  /// a_j = e^z_j / Σ_k e^z_k: for outputs only, and not element-wise.
  case softmax
}
