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

  private func optimizerSetting(_ key: DefinitionKey) -> SettingValue? {
    switch (key, optimizer) {
    case (.optimizer, _): .text(optimizer.name.rawValue)
    case (.momentum, .momentum(let mu)), (.momentum, .nesterov(let mu)): .real(mu)
    case (.weightDecay, .adamw(let decay)): .real(decay)
    default: nil
    }
  }

  private func scheduleSetting(_ key: DefinitionKey) -> SettingValue? {
    switch (key, schedule) {
    case (.schedule, _): .text(schedule.name.rawValue)
    case (.scheduleFactor, .exponential(let factor)), (.scheduleFactor, .step(let factor, _)),
      (.scheduleFactor, .plateau(let factor, _)):
      .real(factor)
    case (.scheduleEpochs, .step(_, let epochs)), (.scheduleEpochs, .plateau(_, let epochs)):
      .integer(epochs)
    case (.warmupEpochs, .warmupCosine(_, let warmup)): .integer(warmup)
    case (.minimumRate, .cosine(let minimum)), (.minimumRate, .warmupCosine(let minimum, _)):
      .real(minimum)
    default: nil
    }
  }
}

extension Definition.Validation {
  /// Whether the split is drawn from `split_seed`.
  var isDrawn: Bool { self != .test && self != .count(0) }

  fileprivate var setting: SettingValue {
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
