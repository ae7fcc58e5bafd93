import Kernels

/// Backpropagation over whole mini-batches: every z, a and δ of every example, through the kernels.
///
/// The equations are those of ``Network/backpropagate(x:y:cost:)``, with one row for each example
/// of the mini-batch. Each method works on a range of examples, or of a layer's inputs, so that a
/// team can share the outputs out; no sum is ever split.
final class MiniBatchPass<Scalar: KernelScalar>: Sendable {
  let kernels: KernelSet<Scalar>
  let shape: NetworkShape
  let parameters: NetworkParameters<Scalar>
  /// The largest number of examples.
  let capacity: Int
  /// a^l, a row of n_l numbers for each example, for l = 2…L.
  let a: PerLayer<AlignedBuffer<Scalar>>
  /// σ'(z^l), likewise, for l = 2…L−1.
  let slope: PerLayer<AlignedBuffer<Scalar>>
  /// δ^l, likewise, for l = 2…L.
  let delta: PerLayer<AlignedBuffer<Scalar>>
  /// z^L, likewise.
  let z: AlignedBuffer<Scalar>
  /// C_x of each example.
  let costs: AlignedBuffer<Double>
  /// The distance between two rows of layer l.
  let stride: PerLayer<Int>
  /// What BP2 needs to turn δ around, for each member of the team.
  let scratch: [AlignedBuffer<Scalar>]

  init(
    shape: NetworkShape,
    parameters: NetworkParameters<Scalar>,
    kernels: KernelSet<Scalar>,
    capacity: Int,
    members: Int
  ) {
    let L = shape.lastLayer
    let stride = PerLayer(first: 2, (2...L).map { Scalar.rowStride(for: shape.size($0)) })
    self.shape = shape
    self.parameters = parameters
    self.kernels = kernels
    self.capacity = capacity
    self.stride = stride
    a = stride.map { AlignedBuffer(count: capacity * $0) }
    slope = PerLayer(first: 2, (2..<L).map { AlignedBuffer(count: capacity * stride[$0]) })
    delta = stride.map { AlignedBuffer(count: capacity * $0) }
    z = AlignedBuffer(count: capacity * stride[L])
    costs = AlignedBuffer(count: capacity)
    let most = parameters.layouts.values.map(kernels.backwardScratch).max() ?? 0
    scratch = (0..<members).map { _ in AlignedBuffer(count: most) }
  }

  /// a^l of the layer below a gradient: the inputs for l = 1.
  func activations(_ l: Int, _ batch: MiniBatch<Scalar>) -> Rows<Scalar> {
    l == 1 ? batch.inputs(from: 0) : Rows(a[l].pointer, stride: stride[l])
  }
}

extension MiniBatchPass {
  /// z^l = w^l a^(l−1) + b^l and a^l = σ(z^l) for every layer; σ'(z^l) is kept for BP2.
  func feedforward(_ batch: MiniBatch<Scalar>, _ rows: Range<Int>, dropout: Dropout? = nil) {
    let L = shape.lastLayer
    var below = batch.inputs(from: rows.lowerBound)
    for l in 2..<L {
      let from = rows.lowerBound * stride[l]
      kernels.forward(
        below,
        rows: rows.count,
        layer: parameters.layouts[l],
        weights: parameters.w[l].pointer,
        biases: parameters.b[l].pointer,
        activation: shape.activation.code,
        into: a[l].pointer + from,
        slope: slope[l].pointer + from,
        stride: stride[l]
      )
      dropout?.drop(layer: l, rows, of: self)
      below = Rows(a[l].pointer + from, stride: stride[l])
    }
    kernels.forward(
      below,
      rows: rows.count,
      layer: parameters.layouts[L],
      weights: parameters.w[L].pointer,
      biases: parameters.b[L].pointer,
      activation: .identity,
      into: z.pointer + rows.lowerBound * stride[L],
      slope: nil,
      stride: stride[L]
    )
  }

  /// a^L and C_x from z^L and y; and, unless only measuring, BP1: δ^L = ∇_a C ⊙ σ'(z^L).
  func outputError(_ batch: MiniBatch<Scalar>, _ rows: Range<Int>, wantsDelta: Bool = true) {
    let L = shape.lastLayer
    let from = rows.lowerBound * stride[L]
    kernels.output(
      z.pointer + from,
      targets: batch.targets(from: rows.lowerBound),
      rows: rows.count,
      outputs: shape.size(L),
      activation: shape.outputActivation.code,
      cost: shape.cost.code,
      a: a[L].pointer + from,
      costs: costs.pointer + rows.lowerBound,
      delta: wantsDelta ? delta[L].pointer + from : nil,
      stride: stride[L]
    )
  }

  /// BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ'(z^l), from layer L−1 back to layer 2.
  func backpropagate(_ rows: Range<Int>, member: Int) {
    for l in (2..<shape.lastLayer).reversed() {
      let from = rows.lowerBound * stride[l]
      kernels.backward(
        delta[l + 1].pointer + rows.lowerBound * stride[l + 1],
        deltaStride: stride[l + 1],
        rows: rows.count,
        layer: parameters.layouts[l + 1],
        weights: parameters.w[l + 1].pointer,
        slope: slope[l].pointer + from,
        into: delta[l].pointer + from,
        stride: stride[l],
        scratch: scratch[member].pointer
      )
    }
  }

  /// BP3: ∂C/∂b^l_j = Σ_x δ^l_j, and BP4: ∂C/∂w^l_jk = Σ_x a^(l−1)_k δ^l_j, for some inputs k.
  ///
  /// `continuing` goes on with the sums of the examples before these.
  func gradient(
    _ l: Int,
    _ batch: MiniBatch<Scalar>,
    inputs: Range<Int>,
    into nabla: NetworkParameters<Scalar>,
    continuing: Bool
  ) {
    kernels.gradient(
      activations(l - 1, batch),
      delta: delta[l].pointer,
      deltaStride: stride[l],
      rows: batch.count,
      layer: parameters.layouts[l],
      inputs: inputs,
      continuing: continuing,
      nablaW: nabla.w[l].pointer,
      nablaB: inputs.lowerBound == 0 ? nabla.b[l].pointer : nil
    )
  }

  /// BP3 and BP4 with the update at once, w → w − (η/m) Σ_x δ^(x,l) (a^(x,l−1))ᵀ and
  /// b → b − (η/m) Σ_x δ^(x,l), or another optimizer's rule, for some inputs k.
  func descend(
    _ l: Int,
    _ batch: MiniBatch<Scalar>,
    inputs: Range<Int>,
    step: UpdateStep,
    memory: [NetworkParameters<Scalar>]
  ) {
    kernels.descend(
      activations(l - 1, batch),
      delta: delta[l].pointer,
      deltaStride: stride[l],
      rows: batch.count,
      layer: parameters.layouts[l],
      inputs: inputs,
      step: step,
      weights: parameters.weightPointers(l, memory),
      biases: inputs.lowerBound == 0 ? parameters.biasPointers(l, memory) : nil
    )
  }
}

extension NetworkParameters {
  /// w^l with the optimizer's memory of it.
  func weightPointers(_ l: Int, _ memory: [NetworkParameters]) -> Parameters<Scalar> {
    Parameters(
      w[l].pointer,
      first: memory.first?.w[l].pointer,
      second: memory.count > 1 ? memory[1].w[l].pointer : nil
    )
  }

  /// b^l with the optimizer's memory of it.
  func biasPointers(_ l: Int, _ memory: [NetworkParameters]) -> Parameters<Scalar> {
    Parameters(
      b[l].pointer,
      first: memory.first?.b[l].pointer,
      second: memory.count > 1 ? memory[1].b[l].pointer : nil
    )
  }
}
