/// How the first weights are drawn; they depend on the seed, the layer and its sizes only.
public enum Initialization: String, CaseIterable, Sendable {
  /// Weights N(0, 1)/√n_(l−1), biases N(0, 1) (Nielsen ch. 3).
  case nielsen
  /// Weights and biases N(0, 1) (Nielsen ch. 1).
  case standardNormal = "standard_normal"
  /// Weights uniform in ±√(6/(n_(l−1) + n_l)), biases 0 (Glorot & Bengio 2010).
  case xavier
  /// Weights N(0, 2/n_(l−1)), biases 0 (He et al. 2015).
  case he
  /// Everything 0.
  case zeros
}
