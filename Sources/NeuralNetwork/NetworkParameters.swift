public import Kernels

/// A number for every weight and bias of a network, in the kernels' layout: the parameters
/// themselves, a gradient, or an optimizer's memory.
///
/// A handle on memory: copies of the value see the same numbers.
public struct NetworkParameters<Scalar: KernelScalar>: Sendable {
  /// n_1 … n_L.
  public let sizes: [Int]
  /// How w^l lies in memory, for l = 2…L.
  let layouts: PerLayer<PanelLayout>
  /// w^l in panels, for l = 2…L.
  let w: PerLayer<AlignedBuffer<Scalar>>
  /// b^l, padded to whole vectors, for l = 2…L.
  let b: PerLayer<AlignedBuffer<Scalar>>

  /// Creates zeros for a network of the given sizes.
  public init(zerosFor sizes: [Int]) {
    self.sizes = sizes
    let pairs = zip(sizes, sizes.dropFirst())
    layouts = PerLayer(
      first: 2,
      pairs.map { PanelLayout(inputs: $0, outputs: $1, as: Scalar.self) }
    )
    w = layouts.map { AlignedBuffer(count: $0.count) }
    b = layouts.map { AlignedBuffer(count: $0.paddedOutputs) }
  }

  /// Creates the parameters of a network, each number rounded once to the precision.
  public init(_ network: Network) {
    self.init(zerosFor: network.sizes)
    for l in w.layers {
      load(
        layer: l,
        weights: network.w[l].values.map { Scalar($0) },
        biases: network.b[l].map { Scalar($0) }
      )
    }
  }

  /// w^l row by row, n_l × n_(l−1) numbers.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func weights(of l: Int) -> [Scalar] {
    Array(unsafeUninitializedCapacity: layouts[l].inputs * layouts[l].outputs) { rows, count in
      count = rows.count
      if let start = rows.baseAddress { layouts[l].unpack(w[l].pointer, into: start) }
    }
  }

  /// b^l, n_l numbers.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func biases(of l: Int) -> [Scalar] {
    Array(UnsafeBufferPointer(start: b[l].pointer, count: layouts[l].outputs))
  }

  /// Takes w^l, row by row, and b^l from arrays of the layer's sizes.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func load(layer l: Int, weights: [Scalar], biases: [Scalar]) {
    precondition(
      weights.count == layouts[l].inputs * layouts[l].outputs
        && biases.count == layouts[l].outputs,
      "layer \(l) takes \(layouts[l].outputs)×\(layouts[l].inputs) weights, got \(weights.count)"
    )
    weights.withUnsafeBufferPointer { rows in
      if let start = rows.baseAddress { layouts[l].pack(start, into: w[l].pointer) }
    }
    for (j, bias) in biases.enumerated() { b[l].pointer[j] = bias }
  }

  /// Takes every number from parameters of the same sizes.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func copy(from other: NetworkParameters) {
    for l in w.layers {
      w[l].pointer.update(from: other.w[l].pointer, count: w[l].count)
      b[l].pointer.update(from: other.b[l].pointer, count: b[l].count)
    }
  }
}
