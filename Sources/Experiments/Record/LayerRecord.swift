/// What is recorded of one layer after one epoch, measured at the recorded weights over the probe.
public struct LayerRecord: Sendable, Equatable {
  /// The layer's number as in the book: l = 2…L.
  public var layer: Int
  /// ‖∂C/∂w^l, ∂C/∂b^l‖₂, C being the mean over the probe without the regulariser.
  public var gradientNorm: Double
  /// √(mean over the probe of ‖δ^(x,l)‖²).
  public var deltaNorm: Double
  /// ‖w^l‖_F.
  public var weightNorm: Double
  /// ‖w^l after the epoch − before‖ / ‖w^l before‖; nil at epoch 0 and where the norm before is 0.
  public var updateRatio: Double?
  /// Share of (example, neuron) pairs with |σ'(z)| < 0.01 max|σ'|; nil for identity and softmax.
  public var saturated: Double?
  /// ‖∂C/∂w^l‖₂.
  public var weightGradientNorm: Double
  /// ‖∂C/∂b^l‖₂.
  public var biasGradientNorm: Double

  /// Creates a record from its numbers.
  public init(
    layer: Int,
    gradientNorm: Double,
    deltaNorm: Double,
    weightNorm: Double,
    updateRatio: Double?,
    saturated: Double?,
    weightGradientNorm: Double,
    biasGradientNorm: Double
  ) {
    self.layer = layer
    self.gradientNorm = gradientNorm
    self.deltaNorm = deltaNorm
    self.weightNorm = weightNorm
    self.updateRatio = updateRatio
    self.saturated = saturated
    self.weightGradientNorm = weightGradientNorm
    self.biasGradientNorm = biasGradientNorm
  }
}
