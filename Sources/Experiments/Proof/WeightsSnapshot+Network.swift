public import NeuralNetwork

extension Network {
  /// The network of a run at recorded weights, in Double; nil where the arrays make none.
  public init?(_ weights: WeightsSnapshot, of definition: Definition) {
    let arrays = weights.arrays.map(\.array)
    guard arrays.count == 2 * (weights.sizes.count - 1), !arrays.isEmpty else { return nil }
    let layers = stride(from: 0, to: arrays.count, by: 2).map { (arrays[$0], arrays[$0 + 1]) }
    self.init(
      w: PerLayer(
        first: 2,
        layers.map { w, _ in Matrix(rows: w.shape[0], columns: w.shape[1], w.doubles) }
      ),
      b: PerLayer(first: 2, layers.map { _, b in b.doubles }),
      activation: definition.activation,
      outputActivation: definition.outputActivation
    )
  }
}
