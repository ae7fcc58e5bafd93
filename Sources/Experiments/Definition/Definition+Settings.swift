import NeuralNetwork

extension Definition {
  /// The value of a key as it reads everywhere, or nil where the definition does not read the key:
  /// the momentum of plain gradient descent, say, or a limit that was not asked for.
  public subscript(key: DefinitionKey) -> SettingValue? {
    switch key {
    case .data: .text(data.label)
    case .target: target.map(SettingValue.text)
    case .task: .text(task.rawValue)
    case .trainLimit: trainLimit.map(SettingValue.integer)
    case .validation: validation.setting
    case .splitSeed: validation.isDrawn ? .integer(splitSeed) : nil
    case .scale: .text(scale.rawValue)
    case .hiddenLayers: .list(hiddenLayers)
    case .activation: hiddenLayers.isEmpty ? nil : .text(activation.rawValue)
    case .outputActivation: .text(outputActivation.rawValue)
    case .cost: .text(cost.rawValue)
    case .initialization: initialization.setting
    case .optimizer, .momentum, .weightDecay: optimizerSetting(key)
    case .learningRate: .real(learningRate)
    case .schedule, .scheduleFactor, .scheduleEpochs, .warmupEpochs, .minimumRate:
      scheduleSetting(key)
    case .miniBatchSize: .integer(miniBatchSize)
    case .epochs: .integer(epochs)
    case .l2: .real(l2)
    case .l1: .real(l1)
    case .dropout: hiddenLayers.isEmpty ? nil : .real(dropout)
    case .gradientClip: gradientClip.map(SettingValue.real)
    case .earlyStopping: earlyStopping.map(SettingValue.integer)
    case .minDelta: earlyStopping == nil ? nil : .real(minDelta)
    case .shuffle: .boolean(shuffle)
    case .seed: .integer(seed)
    case .precision: .text(precision.rawValue)
    }
  }

  /// The value of every key that is read.
  public var values: [DefinitionKey: SettingValue] {
    Dictionary(
      uniqueKeysWithValues: DefinitionKey.allCases.compactMap { key in
        self[key].map { (key, $0) }
      }
    )
  }

  private func optimizerSetting(_ key: DefinitionKey) -> SettingValue? {
    if key == .optimizer { return .text(optimizer.name.rawValue) }
    return switch optimizer {
    case .momentum(let mu), .nesterov(let mu): key == .momentum ? .real(mu) : nil
    case .adamw(let decay): key == .weightDecay ? .real(decay) : nil
    case .sgd, .rmsprop, .adam: nil
    }
  }

  private func scheduleSetting(_ key: DefinitionKey) -> SettingValue? {
    if key == .schedule { return .text(schedule.name.rawValue) }
    let read: [DefinitionKey: SettingValue] =
      switch schedule {
      case .constant: [:]
      case .exponential(let factor): [.scheduleFactor: .real(factor)]
      case .step(let factor, let epochs), .plateau(let factor, let epochs):
        [.scheduleFactor: .real(factor), .scheduleEpochs: .integer(epochs)]
      case .cosine(let minimum): [.minimumRate: .real(minimum)]
      case .warmupCosine(let minimum, let warmup):
        [.minimumRate: .real(minimum), .warmupEpochs: .integer(warmup)]
      }
    return read[key]
  }
}

extension Definition.Validation {
  /// Whether the split is drawn from `split_seed`.
  var isDrawn: Bool { self != .test && self != .count(0) }

  var setting: SettingValue {
    switch self {
    case .share(let share): .real(share)
    case .count(let count): .integer(count)
    case .test: .text("test")
    }
  }
}

extension Definition.InitialWeights {
  fileprivate var setting: SettingValue {
    switch self {
    case .drawn(let initialization): .text(initialization.rawValue)
    case .file(let source): .text(source.label)
    }
  }
}
