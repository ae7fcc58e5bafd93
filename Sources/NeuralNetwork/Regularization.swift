/// What holds the weights back while learning.
public struct Regularization: Sendable, Hashable {
  /// λ ≥ 0: g += (λ/n) w.
  public var l2: Double
  /// λ₁ ≥ 0: g += (λ₁/n) sign w.
  public var l1: Double
  /// p, the share of hidden activations dropped in training, 0 ≤ p < 1.
  public var dropout: Double
  /// c > 0: g · min(1, c/‖g‖) over all of g; nil for no limit.
  public var gradientClip: Double?

  /// Creates a regularization; none of anything unless told.
  public init(l2: Double = 0, l1: Double = 0, dropout: Double = 0, gradientClip: Double? = nil) {
    self.l2 = l2
    self.l1 = l1
    self.dropout = dropout
    self.gradientClip = gradientClip
  }
}
