/// Everything that is recorded of one epoch of one run.
public struct EpochRecord: Sendable, Equatable {
  /// 1-based; 0 is before training.
  public var epoch: Int
  /// Over the epoch's examples, each measured by the forward pass that trains on it, before its
  /// update; at epoch 0 over the training set before training.
  public var train: Metrics
  /// Over the validation set at the recorded weights; nil where there is none.
  public var validation: Metrics?
  /// η of this epoch; nil at epoch 0.
  public var learningRate: Double?
  /// ‖∇C‖₂ over all weights and biases at the recorded weights, C the mean over the probe.
  public var gradientNorm: Double
  /// ‖w‖₂ over the weights of all layers.
  public var weightNorm: Double
  /// Wall time of the epoch with its measuring, in seconds.
  public var seconds: Double
  /// Number of examples trained on in this epoch; 0 at epoch 0.
  public var examples: Int
  /// One record for each layer l = 2…L, in order.
  public var layers: [LayerRecord]

  /// Creates a record from its numbers.
  public init(
    epoch: Int,
    train: Metrics,
    validation: Metrics?,
    learningRate: Double?,
    gradientNorm: Double,
    weightNorm: Double,
    seconds: Double,
    examples: Int,
    layers: [LayerRecord]
  ) {
    self.epoch = epoch
    self.train = train
    self.validation = validation
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.weightNorm = weightNorm
    self.seconds = seconds
    self.examples = examples
    self.layers = layers
  }

  /// Whether a cost stopped being finite, which ends the run.
  public var hasDiverged: Bool { !train.cost.isFinite || validation?.cost.isFinite == false }

  /// The cost that stopping rules and plateau schedules watch: validation, else training.
  public var watchedCost: Double { validation?.cost ?? train.cost }
}
