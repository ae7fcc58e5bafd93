/// The weights and biases of every layer at the end of an epoch, as they are stored.
public struct WeightsSnapshot: Sendable, Equatable {
  /// The parameters of one layer, each number in little-endian bytes of the run's precision.
  public struct Layer: Sendable, Equatable {
    /// w^l row by row, n_l × n_(l−1) numbers.
    public var weights: [UInt8]
    /// b^l, n_l numbers.
    public var biases: [UInt8]

    /// Creates a layer's parameters from their bytes.
    public init(weights: [UInt8], biases: [UInt8]) {
      self.weights = weights
      self.biases = biases
    }
  }

  /// n_1, n_2, … n_L.
  public var sizes: [Int]
  /// The type of each number.
  public var precision: Precision
  /// The layers l = 2…L, in order.
  public var layers: [Layer]

  /// Creates a snapshot of a network of the given sizes.
  public init(sizes: [Int], precision: Precision, layers: [Layer]) {
    self.sizes = sizes
    self.precision = precision
    self.layers = layers
  }
}
