import NeuralNetwork

extension Definition {
  /// Rebuilds a definition from the values that its keys read as, the inverse of `subscript`.
  ///
  /// Keys that the definition does not read may be absent, and are ignored where they are not.
  ///
  /// - Parameters:
  ///   - values: the value of each key, resolved: no `auto`, no `all`.
  ///   - data: the data set.
  ///   - initialWeights: the file of the first weights; nil when they are drawn.
  /// - Throws: `missingKey` and `badValue` for what no definition has, `outputMismatch` and
  ///   `senseless` for pairs that make no sense.
  public init(
    stored values: [DefinitionKey: SettingValue],
    data: Source,
    initialWeights: Source? = nil
  ) throws(DefinitionError) {
    let read = SettingReader(values: values)
    self.data = data
    target = values[.target]?.description
    task = try read.word(.task, as: Task.self)
    trainLimit = try read.optionalInteger(.trainLimit)
    validation = try read.validation()
    splitSeed = validation.isDrawn ? try read.integer(.splitSeed) : 0
    scale = try read.word(.scale, as: Scale.self)
    hiddenLayers = try read.list(.hiddenLayers)
    activation = hiddenLayers.isEmpty ? .sigmoid : try read.word(.activation, as: Activation.self)
    outputActivation = try read.word(.outputActivation, as: OutputActivation.self)
    cost = try read.word(.cost, as: Cost.self)
    initialization = try read.initialization(file: initialWeights)
    optimizer = try read.optimizer()
    learningRate = try read.real(.learningRate)
    schedule = try read.schedule()
    miniBatchSize = try read.integer(.miniBatchSize)
    epochs = try read.integer(.epochs)
    l2 = try read.real(.l2)
    l1 = try read.real(.l1)
    dropout = hiddenLayers.isEmpty ? 0 : try read.real(.dropout)
    gradientClip = try read.optionalReal(.gradientClip)
    earlyStopping = try read.optionalInteger(.earlyStopping)
    minDelta = earlyStopping == nil ? 0 : try read.real(.minDelta)
    shuffle = try read.boolean(.shuffle)
    seed = try read.integer(.seed)
    precision = try read.word(.precision, as: Precision.self)
    try Self.check(cost, with: outputActivation, costIsDefault: false)
  }

  /// Refuses a cost with an output activation that it does not go with.
  static func check(
    _ cost: Cost,
    with output: OutputActivation,
    costIsDefault: Bool
  ) throws(DefinitionError) {
    guard let required = cost.requiredOutput, required != output else { return }
    throw DefinitionError(.outputMismatch(cost: cost, output: output, costIsDefault: costIsDefault))
  }
}

extension SettingReader {
  fileprivate func initialization(
    file: Definition.Source?
  ) throws(DefinitionError) -> Definition.InitialWeights {
    if let file { return .file(file) }
    return .drawn(try word(.initialization, as: Initialization.self))
  }

  fileprivate func optimizer() throws(DefinitionError) -> Optimizer {
    switch try word(.optimizer, as: Optimizer.Name.self) {
    case .sgd: .sgd
    case .momentum: .momentum(try real(.momentum))
    case .nesterov: .nesterov(try real(.momentum))
    case .rmsprop: .rmsprop
    case .adam: .adam
    case .adamw: .adamw(weightDecay: try real(.weightDecay))
    }
  }

  fileprivate func schedule() throws(DefinitionError) -> Schedule {
    switch try word(.schedule, as: Schedule.Name.self) {
    case .constant: .constant
    case .exponential: .exponential(factor: try real(.scheduleFactor))
    case .step: .step(factor: try real(.scheduleFactor), epochs: try integer(.scheduleEpochs))
    case .cosine: .cosine(minimum: try real(.minimumRate))
    case .warmupCosine:
      .warmupCosine(minimum: try real(.minimumRate), warmup: try integer(.warmupEpochs))
    case .plateau:
      .plateau(factor: try real(.scheduleFactor), epochs: try integer(.scheduleEpochs))
    }
  }
}
