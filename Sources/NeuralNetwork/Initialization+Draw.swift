extension Initialization {
  /// Draws the weights and biases of a network.
  ///
  /// w^l is drawn row by row from its own stream and b^l from another, so the numbers of a layer
  /// depend on the seed, on l, n_(l−1) and n_l only.
  ///
  /// `sizes` are n_1 … n_L.
  public func draw(
    sizes: [Int],
    seed: Int,
    activation: Activation,
    outputActivation: OutputActivation
  ) -> Network {
    let layers = 2...sizes.count
    return Network(
      w: PerLayer(first: 2, layers.map { weights(layer: $0, sizes: sizes, seed: seed) }),
      b: PerLayer(first: 2, layers.map { biases(layer: $0, count: sizes[$0 - 1], seed: seed) }),
      activation: activation,
      outputActivation: outputActivation
    )
  }

  private func weights(layer l: Int, sizes: [Int], seed: Int) -> Matrix {
    let (inputs, outputs) = (sizes[l - 2], sizes[l - 1])
    var matrix = Matrix(rows: outputs, columns: inputs)
    var stream = RandomStream(seed: seed, purpose: .weights, l)
    switch self {
    case .zeros: break
    case .xavier:
      let bound = (6 / Double(inputs + outputs)).squareRoot()
      for index in matrix.values.indices {
        matrix.values[index] = (2 * stream.unit() - 1) * bound
      }
    case .nielsen: stream.fillNormal(&matrix.values, deviation: 1 / Double(inputs).squareRoot())
    case .standardNormal: stream.fillNormal(&matrix.values, deviation: 1)
    case .he: stream.fillNormal(&matrix.values, deviation: (2 / Double(inputs)).squareRoot())
    }
    return matrix
  }

  private func biases(layer l: Int, count: Int, seed: Int) -> [Double] {
    var biases = Array(repeating: 0.0, count: count)
    guard self == .nielsen || self == .standardNormal else { return biases }
    var stream = RandomStream(seed: seed, purpose: .biases, l)
    stream.fillNormal(&biases, deviation: 1)
    return biases
  }
}
