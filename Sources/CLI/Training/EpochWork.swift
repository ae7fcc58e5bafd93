import Experiments

/// What one epoch of a run takes, known before anything is trained.
struct EpochWork {
  /// The examples that are trained on, and a third of those that are validated: these go forward
  /// only.
  let examples: Double
  /// The number of weights and biases.
  let parameters: Int
  private let precision: Precision

  /// Counts the work of a definition over its data set.
  ///
  /// - Throws: `networkTooLarge`.
  init(of definition: Definition, over dataset: Dataset) throws(DefinitionError) {
    let kept = min(definition.trainLimit ?? .max, dataset.training.count)
    let heldOut = definition.validation.heldOut(of: kept)
    let validated = definition.validation == .test ? dataset.test?.count ?? 0 : heldOut
    examples = Double(kept - heldOut) + Double(validated) / 3
    parameters = try RunSize(
      of: definition,
      inputs: dataset.featureCount,
      outputs: dataset.outputCount
    ).parameters
    precision = definition.precision
  }

  /// The bytes of parameters that all examples meet: twice as many are about twice as long in work,
  /// whatever the mini-batches and the optimizer.
  var bytes: Double { examples * Double(parameters) * Double(precision.byteCount) }
}
