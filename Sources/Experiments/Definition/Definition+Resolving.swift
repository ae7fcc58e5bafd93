import NeuralNetwork

extension Definition {
  /// Resolves settings for a data set: defaults filled in, `auto` and `all` replaced, everything
  /// checked.
  ///
  /// A `train_limit` that keeps every example, a mini-batch larger than the training set and a
  /// default share that holds out nothing resolve to what they amount to, so that the same
  /// training has the same id.
  ///
  /// - Parameters:
  ///   - settings: what was asked for.
  ///   - traits: the facts of the data set.
  ///   - initialWeights: the file that `settings.initialWeightsFile` names, with its digest.
  /// - Throws: `outputMismatch`, `senseless`, `networkTooLarge` and `badValue`, with the key and the
  ///   remedy.
  public init(
    resolving settings: Settings,
    for traits: DataTraits,
    initialWeights: Source? = nil
  ) throws(DefinitionError) {
    var resolver = DefinitionResolver(values: settings.values, traits: traits)
    try resolver.resolve()
    try self.init(
      stored: resolver.values,
      data: traits.source,
      initialWeights: settings.initialWeightsFile == nil ? nil : initialWeights
    )
    _ = try RunSize(of: self, inputs: traits.inputs, outputs: traits.outputs(for: task))
  }
}

extension Definition.Validation {
  /// How many of n examples are held out; 0 for the data set's own test files.
  public func heldOut(of n: Int) -> Int {
    switch self {
    case .share(let share): Int((share * Double(max(n, 0))).rounded(.down))
    case .count(let count): count
    case .test: 0
    }
  }
}

/// Fills in what depends on the data set.
private struct DefinitionResolver {
  var values: [DefinitionKey: SettingValue]
  let traits: DataTraits

  mutating func resolve() throws(DefinitionError) {
    values[.target] = traits.target.name.map(SettingValue.text)
    let task = try task()
    values[.task] = .text(task.rawValue)
    values[.scale] = values[.scale] ?? .text(standardScale.rawValue)
    try resolveOutput(task)
    try resolveExamples()
  }

  private var read: SettingReader { SettingReader(values: values) }
  private var target: String { traits.target.name.map { "target '\($0)'" } ?? "the target" }

  private func task() throws(DefinitionError) -> Definition.Task {
    let asked = Definition.Task(rawValue: try read.value(.task).description)
    let task = asked ?? (traits.target.looksLikeClasses ? .classification : .regression)
    if task == .regression, traits.target.columns == nil {
      throw senseless(.task, task.rawValue, "\(target) is text", "task=classification")
    }
    if task == .classification, traits.target.classes == nil {
      throw senseless(.task, task.rawValue, "\(target) has no classes", "task=regression")
    }
    return task
  }

  private var standardScale: Definition.Scale {
    switch traits.kind {
    case .image: .unit
    case .table: .standard
    case .generator: .unscaled
    }
  }

  private mutating func resolveOutput(_ task: Definition.Task) throws(DefinitionError) {
    let isRegression = task == .regression
    let costIsDefault = values[.cost] == nil
    values[.outputActivation] =
      values[.outputActivation] ?? .text(isRegression ? "identity" : "sigmoid")
    values[.cost] = values[.cost] ?? .text(isRegression ? "quadratic" : "cross_entropy")
    let output = try read.word(.outputActivation, as: OutputActivation.self)
    let cost = try read.word(.cost, as: Cost.self)
    if isRegression { try checkRegression(output, cost) }
    try Definition.check(cost, with: output, costIsDefault: costIsDefault)
  }

  private func checkRegression(
    _ output: OutputActivation,
    _ cost: Cost
  ) throws(DefinitionError) {
    if cost == .logLikelihood {
      throw senseless(
        .cost,
        cost.rawValue,
        "it is for classes, and \(target) is numbers",
        "cost=quadratic"
      )
    }
    if cost == .crossEntropy, !isWithinUnit {
      throw senseless(
        .cost,
        cost.rawValue,
        "it needs targets from 0 to 1, and \(target) has others",
        "cost=quadratic"
      )
    }
    if output == .softmax, traits.outputs(for: .regression) == 1 {
      throw senseless(
        .outputActivation,
        output.rawValue,
        "softmax of a single output is always 1",
        "output_activation=identity"
      )
    }
  }

  private var isWithinUnit: Bool {
    traits.target.range.map { $0.lowerBound >= 0 && $0.upperBound <= 1 } ?? false
  }

  private mutating func resolveExamples() throws(DefinitionError) {
    let limit = try read.optionalInteger(.trainLimit) ?? traits.examples
    let kept = min(limit, traits.examples)
    values[.trainLimit] = kept < traits.examples ? .integer(kept) : nil
    let training = kept - (try resolveValidation(of: kept))
    guard training > 0 else {
      throw senseless(
        .validation,
        values[.validation]?.description ?? "",
        "it leaves none of \(kept) examples to train on",
        "a smaller number or share"
      )
    }
    let size = try read.value(.miniBatchSize)
    if case .integer(let asked) = size, asked < training { return }
    values[.miniBatchSize] = .integer(training)
  }

  /// Settles what is held out, and returns how many examples that takes from the training set.
  private mutating func resolveValidation(of kept: Int) throws(DefinitionError) -> Int {
    let isAsked = values[.validation] != nil
    let validation = isAsked ? try read.validation() : traits.standardValidation
    let heldOut = validation.heldOut(of: kept)
    values[.validation] = validation.setting
    if validation == .test, !traits.hasTestFiles {
      throw senseless(
        .validation,
        "test",
        "'\(traits.source.label)' has no test files",
        "a share such as validation=0.2"
      )
    }
    if case .share(let share) = validation, heldOut == 0 {
      guard !isAsked else {
        throw senseless(
          .validation,
          NumberText.shortest(share),
          "of \(kept) examples that is none",
          "a larger share, or validation=0"
        )
      }
      values[.validation] = .integer(0)
    }
    return heldOut
  }

  private func senseless(
    _ key: DefinitionKey,
    _ value: String,
    _ reason: String,
    _ remedy: String
  ) -> DefinitionError {
    DefinitionError(
      .senseless(key: key.rawValue, value: value, reason: reason, remedy: remedy)
    )
  }
}
