public import CKernels

/// A network whose layers each fit one line of outputs, and the memory it learns in.
///
/// A view: valid as long as the memory's owners live. Layers are added from l = 2 to L.
public struct SmallNetwork<Scalar: KernelScalar> {
  @usableFromInline var layers: [CKLayer] = []

  /// A network without layers.
  public init() {}

  /// Whether a layer is small enough: 64 bytes of outputs.
  public static func fits(_ layer: PanelLayout) -> Bool { layer.outputs <= layer.lanes }

  /// Adds the next layer.
  ///
  /// - Parameters:
  ///   - layer: n_(l−1) and n_l, which must fit.
  ///   - weights: w^l in one panel.
  ///   - biases: b^l, padded.
  ///   - a: a^l of one example, 16 elements; of the output layer, of as many as learn in one call.
  ///   - delta: δ^l of one example, 16 elements, zeros at first.
  ///   - slope: σ'(z^l) of one example, 16 elements, finite at first; of the output layer z^L.
  public mutating func add(
    _ layer: PanelLayout,
    weights: UnsafeMutablePointer<Scalar>,
    biases: UnsafeMutablePointer<Scalar>,
    a: UnsafeMutablePointer<Scalar>,
    delta: UnsafeMutablePointer<Scalar>,
    slope: UnsafeMutablePointer<Scalar>
  ) {
    precondition(Self.fits(layer), "a layer of \(layer.outputs) outputs takes several lines")
    precondition(layers.last.map { $0.outputs == layer.inputs } ?? true, "layers follow each other")
    layers.append(
      CKLayer(
        inputs: layer.inputs,
        outputs: layer.outputs,
        weights: weights,
        biases: biases,
        a: a,
        delta: delta,
        slope: slope
      )
    )
  }
}

extension KernelSet {
  /// Stochastic gradient descent per example: for one example after the other the forward pass, BP1,
  /// BP2, and BP3 and BP4 with plain sgd, w → w − η δ^l (a^(l−1))ᵀ, b → b − η δ^l.
  ///
  /// The same bits as `forward`, `output`, `backward` and `descend` for each example, nothing left out.
  /// - Parameters:
  ///   - network: The layers, at least one.
  ///   - inputs: x.
  ///   - targets: y, readable like those of `output`.
  ///   - rows: How many examples.
  ///   - activation: σ of the hidden layers, any but softmax.
  ///   - outputActivation: σ of the output layer.
  ///   - cost: C.
  ///   - costs: C_x, one for each example, before its update.
  ///   - stride: Elements from an example's a^L to the next, and what a layer's rows take: at least 16.
  ///   - step: Sgd's constants for a mini-batch of 1, without λ₁.
  public func descendEach(
    _ network: SmallNetwork<Scalar>,
    _ inputs: Rows<Scalar>,
    targets: Rows<Scalar>,
    rows: Int,
    activation: ActivationCode,
    outputActivation: ActivationCode,
    cost: CostCode,
    costs: UnsafeMutablePointer<Double>,
    stride: Int,
    step: UpdateStep
  ) {
    precondition(step.isPlain && stride >= 16, "plain sgd, and rows of at least 16 elements")
    var (x, y) = (inputs.raw, targets.raw)
    withUnsafePointer(to: step.raw) { step in
      network.layers.withUnsafeBufferPointer { layers in
        guard let first = layers.baseAddress else { return }
        table.pointee.descendEach(
          rows,
          &x,
          &y,
          layers.count,
          first,
          activation.rawValue,
          outputActivation.rawValue,
          cost.rawValue,
          costs,
          stride,
          step
        )
      }
    }
  }
}
