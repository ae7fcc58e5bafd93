import NeuralNetwork

/// What help, documentation and errors say of each key: its type, its default and its meaning.
extension DefinitionKey {
  /// The type of the key's value, and so what is allowed.
  public var kind: SettingKind {
    switch self {
    case .data, .target: .text
    case .task: .word(["auto"] + Self.names(of: Definition.Task.self))
    case .trainLimit, .earlyStopping: .integer(Self.count, words: ["none"])
    case .validation: .validation
    case .scale: .word(Self.names(of: Definition.Scale.self))
    case .hiddenLayers: .layers
    case .activation: .word(Self.names(of: Activation.self))
    case .outputActivation: .word(Self.names(of: OutputActivation.self))
    case .cost: .word(Self.names(of: Cost.self))
    case .initialization: .wordOrFile(Self.names(of: Initialization.self))
    case .optimizer: .word(Self.names(of: Optimizer.Name.self))
    case .schedule: .word(Self.names(of: Schedule.Name.self))
    case .learningRate, .scheduleFactor: .real(.positive)
    case .momentum, .dropout: .real(.belowOne)
    case .weightDecay, .minimumRate, .l2, .l1, .minDelta: .real(.notNegative)
    case .gradientClip: .real(.positive, words: ["none"])
    case .scheduleEpochs: .integer(Self.count)
    case .warmupEpochs, .epochs: .integer(0...Self.count.upperBound)
    case .miniBatchSize: .integer(Self.count, words: ["all"])
    case .shuffle: .boolean
    case .seed, .splitSeed: .integer(0...Int.max)
    case .precision: .word(Self.names(of: Precision.self))
    }
  }

  /// The value where none is given.
  public var standard: Standard {
    switch self {
    case .data: .required
    case .target: .byData("the last column")
    case .task: .fixed("auto")
    case .validation: .byData("test where the set has test files, else 0.2; 0 for xor")
    case .scale: .byData("unit for images, standard for tables, none for generators")
    case .outputActivation: .byData("sigmoid; identity for regression")
    case .cost: .byData("cross_entropy; quadratic for regression")
    case .hiddenLayers: .fixed("[30]")
    case .activation: .fixed("sigmoid")
    case .initialization: .fixed("nielsen")
    case .optimizer: .fixed("sgd")
    case .learningRate, .scheduleFactor: .fixed("0.5")
    case .momentum: .fixed("0.9")
    case .weightDecay: .fixed("0.01")
    case .schedule: .fixed("constant")
    case .scheduleEpochs, .miniBatchSize: .fixed("10")
    case .warmupEpochs: .fixed("5")
    case .epochs: .fixed("30")
    case .splitSeed, .minimumRate, .l2, .l1, .dropout, .minDelta: .fixed("0")
    case .trainLimit, .gradientClip, .earlyStopping: .fixed("none")
    case .shuffle: .fixed("true")
    case .seed: .fixed("1")
    case .precision: .fixed("single")
    }
  }

  /// What the key means, in one line.
  public var meaning: String {
    switch self {
    case .data: "a built-in data set's name, a file or a folder"
    case .target: "the column to predict"
    case .task: "what is predicted; auto: classes for text or at most 20 different whole numbers"
    case .trainLimit: "keep the first N examples"
    case .validation: "what is held out: a share, a number of examples, or the set's test files"
    case .splitSeed: "the seed of the split"
    case .scale: "how inputs are scaled"
    case .hiddenLayers: "the sizes of the hidden layers"
    case .activation: "σ of the hidden layers"
    case .outputActivation: "σ of the last layer"
    case .cost: "the cost C_x of an example"
    case .initialization: "how the first weights are drawn, or a file of weights"
    case .optimizer: "how a gradient moves the weights"
    case .learningRate: "η"
    case .momentum: "μ of momentum and nesterov"
    case .weightDecay: "the decay of adamw"
    case .schedule: "how η changes from epoch to epoch"
    case .scheduleFactor: "f of exponential, step and plateau"
    case .scheduleEpochs: "s of step and plateau"
    case .warmupEpochs: "u of warmup_cosine"
    case .minimumRate: "η_min of cosine and warmup_cosine"
    case .miniBatchSize: "m, the number of examples in a mini-batch"
    case .epochs: "how many epochs to train; more of them continue the same run"
    case .l2: "λ: the gradient grows by (λ/n) w"
    case .l1: "λ₁: the gradient grows by (λ₁/n) sign w"
    case .dropout: "the share of hidden activations dropped"
    case .gradientClip: "the largest ‖g‖ of an update"
    case .earlyStopping:
      "stop after this many epochs without a fall of validation_cost, else train_cost"
    case .minDelta: "how much that cost must fall to count"
    case .shuffle: "whether each epoch visits the examples in a new order"
    case .seed: "the seed of weights, shuffles and dropout"
    case .precision: "the floating-point type"
    }
  }

  /// The value a key has where none is given.
  public enum Standard: Sendable, Hashable, CustomStringConvertible {
    /// Always the same.
    case fixed(String)
    /// Depends on the data set; said in words.
    case byData(String)
    /// There is none: the key has to be given.
    case required

    /// The default as help has it.
    public var description: String {
      switch self {
      case .fixed(let text), .byData(let text): text
      case .required: "required"
      }
    }
  }

  private static let count = 1...SettingKind.maximumCount

  private static func names<Word: CaseIterable & RawRepresentable<String>>(
    of words: Word.Type
  ) -> [String] { words.allCases.map(\.rawValue) }
}
