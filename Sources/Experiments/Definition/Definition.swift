public import NeuralNetwork

/// What determines a run: every hyperparameter, resolved, and the data by its digest.
///
/// The same definition gives the same bits on every machine.
public struct Definition: Sendable, Hashable {
  /// Where a file's or data set's content came from, and the digest of that content.
  public struct Source: Sendable, Hashable {
    /// The name or path as it was given; for people, no part of the definition's identity.
    public var label: String
    /// SHA-256 of the parsed content.
    public var digest: [UInt8]

    /// Creates a source from its label and the digest of its content.
    public init(label: String, digest: [UInt8]) {
      self.label = label
      self.digest = digest
    }
  }

  /// The examples held out for validation.
  public typealias Validation = Experiments.Validation

  /// What the network is asked to predict.
  public typealias Task = Dataset.Task

  /// How inputs are scaled.
  public typealias Scale = InputScale

  /// Where the first weights come from.
  public enum InitialWeights: Sendable, Hashable {
    /// Drawn from the seed.
    case drawn(Initialization)
    /// Read from a `.npz` or `.safetensors` file.
    case file(Source)
  }

  /// The data set.
  public var data: Source
  /// The column to predict, where the data set has columns.
  public var target: String?
  /// What is predicted.
  public var task: Task
  /// Keep the first N examples; nil keeps all.
  public var trainLimit: Int?
  /// What is held out.
  public var validation: Validation
  /// The seed of the split.
  public var splitSeed: Int
  /// How inputs are scaled.
  public var scale: Scale
  /// n_2 … n_(L−1).
  public var hiddenLayers: [Int]
  /// σ of the hidden layers.
  public var activation: Activation
  /// σ of the last layer.
  public var outputActivation: OutputActivation
  /// C_x.
  public var cost: Cost
  /// The first weights.
  public var initialization: InitialWeights
  /// How a gradient moves the weights.
  public var optimizer: Optimizer
  /// η > 0.
  public var learningRate: Double
  /// How η changes from epoch to epoch.
  public var schedule: Schedule
  /// m ≥ 1, the number of examples in a mini-batch; `all` is resolved to n.
  public var miniBatchSize: Int
  /// How many epochs to train (a limit).
  public var epochs: Int
  /// λ ≥ 0.
  public var l2: Double
  /// λ₁ ≥ 0.
  public var l1: Double
  /// Share of hidden activations dropped, 0 ≤ p < 1.
  public var dropout: Double
  /// Largest ‖g‖ of an update; nil for none.
  public var gradientClip: Double?
  /// Stop after this many epochs without a fall of the watched cost (a limit); nil for never.
  public var earlyStopping: Int?
  /// How much the watched cost must fall to count (a limit).
  public var minDelta: Double
  /// Whether each epoch visits the examples in a new order.
  public var shuffle: Bool
  /// The seed of weights, shuffles and dropout.
  public var seed: Int
  /// The floating-point type.
  public var precision: Precision
}
