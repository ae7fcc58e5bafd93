public import Kernels
public import NeuralNetwork

/// A data set made ready for training: split, scaled, and rounded once to the run's precision.
public struct PreparedData<Scalar: KernelScalar>: Sendable {
  /// The examples to train on, in the file's order.
  public let training: Examples<Scalar>
  /// The examples held out, in the file's order; nil when there are none.
  public let validation: Examples<Scalar>?
  /// The number of inputs of a network.
  public let featureCount: Int
  /// The number of outputs of a network.
  public let outputCount: Int
  /// What is predicted.
  public let task: Dataset.Task
  /// What was done to the inputs.
  public let scaling: FeatureScaling
  /// What R² compares training errors with; nil for classification.
  let trainingStatistics: TargetStatistics?
  /// What R² compares validation errors with; nil for classification and without validation.
  let validationStatistics: TargetStatistics?
}

extension Dataset {
  /// What is held out unless asked otherwise: the test part where there is one, nothing of xor, else
  /// a share of 0.2.
  public var defaultValidation: Validation {
    if test != nil { return .test }
    return kind == .generator && training.count < 10 ? .count(0) : .share(0.2)
  }

  /// How inputs are scaled unless asked otherwise.
  public var defaultScale: InputScale {
    switch kind {
    case .image: .unit
    case .table: .standard
    case .generator: .unscaled
    }
  }

  /// Makes the data ready for training.
  ///
  /// Only examples that are needed are converted.
  ///
  /// - Parameters:
  ///   - trainLimit: Keep the first N examples for training and validation; at least 1.
  ///   - validation: What is held out; ``defaultValidation`` when nil.
  ///   - splitSeed: Seeds the draw of what is held out.
  ///   - scale: How inputs are scaled; ``defaultScale`` when nil.
  ///   - type: The run's precision.
  /// - Returns: The examples to train on, and those held out.
  /// - Throws: ``DataError/unusable(option:value:_:)``; what reading the files throws where their
  ///   kept form is damaged.
  public func prepared<Scalar: KernelScalar>(
    trainLimit: Int? = nil,
    validation: Validation? = nil,
    splitSeed: UInt64 = 0,
    scale: InputScale? = nil,
    as type: Scalar.Type = Float.self
  ) throws(DataError) -> PreparedData<Scalar> {
    let validation = validation ?? defaultValidation
    let scale = scale ?? defaultScale
    let split = try split(trainLimit, validation, splitSeed)
    let used = split.training.count + split.validation.count
    let data = try sound(0..<used, needsTest: validation == .test)
    let inputs = data.training.inputs
    let scaling = FeatureScaling(scale, inputs, split.training, maximum: maximum)
    let preparation = Preparation<Scalar>(dataset: data, scaling: scaling)
    let held: Examples<Scalar>? =
      if validation == .test, let test = data.test {
        try preparation.examples(test, .first(test.count))
      } else if split.validation.count > 0 {
        try preparation.examples(data.training, split.validation)
      } else { nil }
    let learned: Examples<Scalar> = try preparation.examples(data.training, split.training)
    let isRegression = task == .regression
    return PreparedData(
      training: learned,
      validation: held,
      featureCount: featureCount,
      outputCount: outputCount,
      task: task,
      scaling: scaling,
      trainingStatistics: isRegression ? TargetStatistics(learned) : nil,
      validationStatistics: isRegression ? held.map { TargetStatistics($0) } : nil
    )
  }

  /// The examples trained on and held out of the training part.
  func split(
    _ trainLimit: Int?,
    _ validation: Validation,
    _ seed: UInt64
  ) throws(DataError) -> TrainingSplit {
    if let trainLimit, trainLimit < 1 {
      throw .unusable(option: "train_limit", value: "\(trainLimit)", .outOfRange("at least 1"))
    }
    let count = min(training.count, trainLimit ?? .max)
    let heldOut = try heldOut(validation, of: count)
    return TrainingSplit(count: count, heldOut: heldOut, seed: seed)
  }

  private func heldOut(_ validation: Validation, of count: Int) throws(DataError) -> Int {
    switch validation {
    case .share(let share):
      guard share > 0, share < 1 else {
        throw .unusable(
          option: "validation",
          value: "\(share)",
          .outOfRange("a share is between 0 and 1")
        )
      }
      return Int((share * Double(count)).rounded(.down))
    case .count(let wanted):
      guard wanted >= 0 else {
        throw .unusable(option: "validation", value: "\(wanted)", .outOfRange("at least 0"))
      }
      guard wanted < count else {
        throw .unusable(
          option: "validation",
          value: "\(wanted)",
          .leavesNoTraining(examples: count)
        )
      }
      return wanted
    case .test:
      guard test != nil else {
        throw .unusable(option: "validation", value: "test", .noTestPart)
      }
      return 0
    }
  }
}
