import FoundationEssentials
public import NeuralNetwork

/// The chapter's steps with a run's own numbers: everything backpropagation computes for one example
/// at recorded weights, in Double, without dropout.
public struct ExampleTrace: Sendable {
  /// One quantity of the chapter.
  public struct Quantity: Sendable, Equatable {
    /// Its name in files: `z2`, `nabla_w2`.
    public var name: String
    /// Its sizes: empty for a number, one for a vector, two for a matrix.
    public var shape: [Int]
    /// Its numbers, row by row.
    public var values: [Double]

    /// The quantity as files hold it.
    public var array: NumericArray? {
      let bytes = values.withUnsafeBytes { Data($0) }
      return NumericArray(shape: shape, element: .float64, bytes: bytes)
    }
  }

  /// The weights and biases.
  public let network: Network
  /// The inputs and targets.
  public let example: TrainingExamples.Example
  /// Every z, a, δ and partial derivative.
  public let pass: Backpropagation
  /// C_x.
  public let cost: Double

  /// Goes forward and backward once.
  public init(_ network: Network, _ example: TrainingExamples.Example, cost: Cost) {
    (self.network, self.example) = (network, example)
    pass = network.backpropagate(x: example.x, y: example.y, cost: cost)
    self.cost = network.cost(cost, x: example.x, y: example.y)
  }

  /// x, y, the weights, z and a layer by layer, the cost, δ, ∂C/∂b and ∂C/∂w.
  public var quantities: [Quantity] {
    let layers = network.w.layers
    var all = [vector("x", example.x), vector("y", example.y)]
    all += layers.flatMap { [matrix("w\($0)", network.w[$0]), vector("b\($0)", network.b[$0])] }
    all += layers.flatMap { [vector("z\($0)", pass.z[$0]), vector("a\($0)", pass.a[$0])] }
    all.append(Quantity(name: "cost", shape: [], values: [cost]))
    all += layers.reversed().map { vector("delta\($0)", pass.delta[$0]) }
    all += layers.map { vector("nabla_b\($0)", pass.nablaB[$0]) }
    all += layers.map { matrix("nabla_w\($0)", pass.nablaW[$0]) }
    return all
  }

  private func vector(_ name: String, _ values: [Double]) -> Quantity {
    Quantity(name: name, shape: [values.count], values: values)
  }

  private func matrix(_ name: String, _ matrix: Matrix) -> Quantity {
    Quantity(name: name, shape: [matrix.rows, matrix.columns], values: matrix.values)
  }
}
