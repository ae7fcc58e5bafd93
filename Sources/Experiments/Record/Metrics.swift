/// How well a network does on a set of examples; what does not apply is nil.
public struct Metrics: Sendable, Equatable {
  /// C = (1/n) Σ_x C_x, without the regulariser.
  public var cost: Double
  /// Share of examples classified rightly; nil for regression.
  public var accuracy: Double?
  /// 1 − Σ(a−y)² / Σ(y−ȳ)²; nil for classification and where y is constant.
  public var r2: Double?
  /// √(mean of (a−y)² over examples and outputs); nil for classification.
  public var rmse: Double?

  /// Creates metrics from their values.
  public init(cost: Double, accuracy: Double? = nil, r2: Double? = nil, rmse: Double? = nil) {
    self.cost = cost
    self.accuracy = accuracy
    self.r2 = r2
    self.rmse = rmse
  }
}
