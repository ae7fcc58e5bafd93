import Experiments

/// What one epoch of a run takes, known before anything is trained.
struct EpochWork {
  /// The examples that are trained on, and a third of those that are validated: these go forward
  /// only.
  let examples: Double
  /// The number of weights and biases.
  let parameters: Int
  private let miniBatchSize: Int

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
    miniBatchSize = definition.miniBatchSize
  }

  /// About how many multiply-adds: for each example and weight one forward and one of BP4, and for
  /// each mini-batch and weight an update.
  var products: Double {
    examples * Double(parameters) * (2 + 1 / Double(miniBatchSize))
  }
}
