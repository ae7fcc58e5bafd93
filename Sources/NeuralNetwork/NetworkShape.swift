/// What a network computes, without its weights: sizes, activations and the cost.
public struct NetworkShape: Sendable, Equatable {
  /// n_1 … n_L.
  public var sizes: [Int]
  /// σ of the hidden layers.
  public var activation: Activation
  /// σ of layer L.
  public var outputActivation: OutputActivation
  /// C_x.
  public var cost: Cost

  /// Creates a shape.
  public init(
    sizes: [Int],
    activation: Activation,
    outputActivation: OutputActivation,
    cost: Cost
  ) {
    self.sizes = sizes
    self.activation = activation
    self.outputActivation = outputActivation
    self.cost = cost
  }

  /// L, the number of the last layer; the input is layer 1.
  public var lastLayer: Int { sizes.count }

  /// n_l.
  public func size(_ l: Int) -> Int { sizes[l - 1] }
}
