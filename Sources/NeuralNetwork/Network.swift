/// A fully connected network: weights and biases of the layers 2…L, in Double.
public struct Network: Sendable, Equatable {
  /// w^l, n_l × n_(l−1), for l = 2…L; w^l_jk leads from neuron k of layer l−1 to neuron j of l.
  public var w: PerLayer<Matrix>
  /// b^l, n_l numbers, for l = 2…L.
  public var b: PerLayer<[Double]>
  /// σ of the hidden layers.
  public let activation: Activation
  /// σ of layer L.
  public let outputActivation: OutputActivation

  /// Creates a network from its weights and biases.
  public init(
    w: PerLayer<Matrix>,
    b: PerLayer<[Double]>,
    activation: Activation,
    outputActivation: OutputActivation
  ) {
    self.w = w
    self.b = b
    self.activation = activation
    self.outputActivation = outputActivation
  }

  /// L, the number of the last layer; the input is layer 1.
  public var lastLayer: Int { w.layers.upperBound - 1 }

  /// n_1 … n_L, from their first.
  public var sizes: [Int] { [w[2].columns] + w.values.map(\.rows) }

  /// What layer l does with its weighted input.
  func sigma(_ l: Int) -> OutputActivation {
    l == lastLayer ? outputActivation : .elementwise(activation)
  }

  /// The network's answer a^L to an input x: a^l = σ(w^l a^(l−1) + b^l), layer by layer.
  public func callAsFunction(_ x: [Double]) -> [Double] {
    w.layers.reduce(x) { a, l in sigma(l).apply(w[l] * a + b[l]) }
  }

  /// C_x, the cost of one example.
  public func cost(_ cost: Cost, x: [Double], y: [Double]) -> Double {
    let pass = forward(x)
    return cost.value(z: pass.z[lastLayer], y: y, output: outputActivation)
  }
}
