/// Something that a run's history shows and that a person would want to know of, with the numbers
/// that say so.
///
/// A finding is a function of the recorded epochs: see ``FindingDetector``.
public struct Finding: Sendable, Equatable {
  /// What can be found.
  public enum Kind: String, CaseIterable, Sendable {
    /// δ grows on its way back, or ‖∇C‖ grew out of all proportion.
    case explodingGradient = "exploding_gradient"
    /// δ shrinks on its way back, so that the first layers hardly learn.
    case vanishingGradient = "vanishing_gradient"
    /// The neurons of a layer of sigmoid or tanh are at their ends, where σ' is almost 0.
    case saturatedLayer = "saturated_layer"
    /// No neuron of a layer answers to any example, so that nothing flows back.
    case deadLayer = "dead_layer"
    /// The cost stands still while it is high.
    case plateau
    /// The cost rises over the validation set while it falls over the training set.
    case overfitting
    /// The cost is no longer finite, or far above what it was before training.
    case divergence
  }

  /// The recorded number that says so, by the name of its column.
  public enum Metric: String, CaseIterable, Sendable {
    /// ``Metrics/cost`` over the training set.
    case trainCost = "train_cost"
    /// ``Metrics/cost`` over the validation set.
    case validationCost = "validation_cost"
    /// ``EpochRecord/gradientNorm``.
    case gradientNorm = "gradient_norm"
    /// ``LayerRecord/deltaNorm``.
    case deltaNorm = "delta_norm"
    /// ``LayerRecord/saturated``.
    case saturated
  }

  /// What was found.
  public var kind: Kind
  /// The epoch at which it was seen.
  public var epoch: Int
  /// The layer l it was seen in; nil for the network as a whole.
  public var layer: Int?
  /// Which number says so.
  public var metric: Metric
  /// That number.
  public var value: Double
  /// The number it is judged by: one of an earlier epoch, of another layer, or a bound.
  public var reference: Double
  /// The epoch of the reference, or the first of those in which it held.
  public var since: Int

  /// Creates a finding from its numbers.
  public init(
    _ kind: Kind,
    epoch: Int,
    layer: Int? = nil,
    _ metric: Metric,
    value: Double,
    reference: Double,
    since: Int
  ) {
    self.kind = kind
    self.epoch = epoch
    self.layer = layer
    self.metric = metric
    self.value = value
    self.reference = reference
    self.since = since
  }
}
