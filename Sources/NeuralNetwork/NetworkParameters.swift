public import Kernels

/// A number for every weight and bias of a network, in the kernels' layout: the parameters
/// themselves, a gradient, or an optimizer's memory.
///
/// A handle on one block of memory, in which w^2, b^2, w^3, … follow each other: copies of the value
/// see the same numbers.
public struct NetworkParameters<Scalar: KernelScalar>: Sendable {
  /// Where a layer's numbers stand in the block.
  struct Place: Sendable {
    /// How w^l lies in memory.
    let layout: PanelLayout
    /// The first element of w^l, in panels.
    let weights: Int
    /// The first element of b^l, padded to whole vectors.
    let biases: Int
  }

  /// n_1 … n_L.
  public let sizes: [Int]
  /// The places of the layers l = 2…L.
  let places: PerLayer<Place>
  /// The block.
  let numbers: AlignedBuffer<Scalar>

  /// Creates zeros for a network of the given sizes.
  public init(zerosFor sizes: [Int]) {
    self.sizes = sizes
    var count = 0
    places = PerLayer(
      first: 2,
      zip(sizes, sizes.dropFirst()).map { inputs, outputs in
        let layout = PanelLayout(inputs: inputs, outputs: outputs, as: Scalar.self)
        defer { count += layout.count + layout.paddedOutputs }
        return Place(layout: layout, weights: count, biases: count + layout.count)
      }
    )
    numbers = AlignedBuffer(count: count)
  }

  /// Creates the parameters of a network, each number rounded once to the precision.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(_ network: Network) {
    self.init(zerosFor: network.sizes)
    for l in places.layers {
      load(
        layer: l,
        weights: network.w[l].values.map { Scalar($0) },
        biases: network.b[l].map { Scalar($0) }
      )
    }
  }

  /// w^l, in panels.
  func w(_ l: Int) -> UnsafeMutablePointer<Scalar> { numbers.pointer + places[l].weights }

  /// b^l, padded.
  func b(_ l: Int) -> UnsafeMutablePointer<Scalar> { numbers.pointer + places[l].biases }

  /// Writes w^l row by row, n_l × n_(l−1) numbers.
  public func copyWeights(of l: Int, to rows: UnsafeMutablePointer<Scalar>) {
    places[l].layout.unpack(w(l), into: rows)
  }

  /// Writes b^l, n_l numbers.
  public func copyBiases(of l: Int, to numbers: UnsafeMutablePointer<Scalar>) {
    numbers.update(from: b(l), count: places[l].layout.outputs)
  }

  /// Takes w^l, row by row, and b^l from arrays of the layer's sizes.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func load(layer l: Int, weights: [Scalar], biases: [Scalar]) {
    let layout = places[l].layout
    precondition(
      weights.count == layout.inputs * layout.outputs && biases.count == layout.outputs,
      "layer \(l) takes \(layout.outputs)×\(layout.inputs) weights, got \(weights.count)"
    )
    weights.withUnsafeBufferPointer { rows in
      if let start = rows.baseAddress { layout.pack(start, into: w(l)) }
    }
    b(l).update(from: biases, count: biases.count)
  }

  /// Takes every number from parameters of the same sizes.
  public func copy(from other: NetworkParameters) {
    numbers.pointer.update(from: other.numbers.pointer, count: numbers.count)
  }
}
