import Kernels

/// Backpropagation over whole mini-batches: every z, a and δ of every example, through the kernels.
///
/// The equations are those of ``Network/backpropagate(x:y:cost:)``, with one row for each example
/// of the mini-batch. Each method works on a range of examples, or of a layer's inputs, so that a
/// team can share the outputs out; no sum is ever split.
final class MiniBatchPass<Scalar: KernelScalar>: Sendable {
  /// Where layer l's rows stand in the pass's memory, one row of n_l numbers for each example.
  struct Place: Sendable {
    /// The distance between two rows.
    let stride: Int
    /// a^l.
    let a: Int
    /// δ^l.
    let delta: Int
    /// σ'(z^l); of the output layer z^L itself.
    let slope: Int
  }

  let kernels: KernelSet<Scalar>
  let shape: NetworkShape
  let parameters: NetworkParameters<Scalar>
  /// The largest number of examples.
  let capacity: Int
  /// C_x of each example.
  let costs: AlignedBuffer<Double>
  /// L.
  let lastLayer: Int

  private let places: PerLayer<Place>
  private let memory: AlignedBuffer<Scalar>
  /// Which a^l are not zero, for l = 2…L−1, where relu leaves many that are and layer l + 1 is wide.
  private let nonzero: PerLayer<NonzeroBits?>
  /// Which δ^l are not zero, for l = 3…L−1, where relu leaves many that are and layer l − 1 is wide.
  private let nonzeroErrors: PerLayer<NonzeroBits?>
  /// σ of the hidden layers, σ of the output layer and C_x, as the kernels know them.
  let hidden: ActivationCode, output: ActivationCode, cost: CostCode
  /// What BP2 needs to turn δ around, for each member of the team.
  private let scratch: [AlignedBuffer<Scalar>]

  init(
    shape: NetworkShape,
    parameters: NetworkParameters<Scalar>,
    kernels: KernelSet<Scalar>,
    capacity: Int,
    members: Int
  ) {
    self.shape = shape
    self.parameters = parameters
    self.kernels = kernels
    self.capacity = capacity
    lastLayer = shape.lastLayer
    (hidden, output, cost) = (shape.activation.code, shape.outputActivation.code, shape.cost.code)
    var count = 0
    places = PerLayer(
      first: 2,
      shape.sizes.dropFirst().map { size in
        let stride = Scalar.rowStride(for: size), rows = capacity * stride
        defer { count += 3 * rows }
        return Place(stride: stride, a: count, delta: count + rows, slope: count + 2 * rows)
      }
    )
    memory = AlignedBuffer(count: count)
    let bits = { (l: Int, neighbour: Int) -> NonzeroBits? in
      shape.activation == .relu && shape.size(l) >= KernelSet<Scalar>.leastInputs
        && shape.size(neighbour) > Scalar.panelWidth
        ? NonzeroBits(rows: capacity, columns: shape.size(l)) : nil
    }
    let hidden = 2..<lastLayer
    nonzero = PerLayer(first: 2, hidden.map { bits($0, $0 + 1) })
    nonzeroErrors = PerLayer(first: 3, hidden.dropFirst().map { bits($0, $0 - 1) })
    costs = AlignedBuffer(count: capacity)
    let most = parameters.places.values.map { kernels.backwardScratch($0.layout) }.max() ?? 0
    scratch = (0..<members).map { _ in AlignedBuffer(count: most) }
  }

  /// a^l from an example on, for l = 2…L.
  @inline(__always)
  func a(_ l: Int, from row: Int = 0) -> UnsafeMutablePointer<Scalar> {
    memory.pointer + (places[l].a + row * places[l].stride)
  }

  /// δ^l from an example on, for l = 2…L.
  @inline(__always)
  func delta(_ l: Int, from row: Int = 0) -> UnsafeMutablePointer<Scalar> {
    memory.pointer + (places[l].delta + row * places[l].stride)
  }

  /// σ'(z^l) from an example on, for l = 2…L−1.
  @inline(__always)
  func slope(_ l: Int, from row: Int = 0) -> UnsafeMutablePointer<Scalar> {
    memory.pointer + (places[l].slope + row * places[l].stride)
  }

  /// z^L from an example on: it takes the place of the slope, which only hidden layers keep.
  func z(from row: Int = 0) -> UnsafeMutablePointer<Scalar> { slope(lastLayer, from: row) }

  /// The distance between two rows of layer l.
  func stride(_ l: Int) -> Int { places[l].stride }

  /// a^l of the layer below: the inputs for l = 1.
  func activations(_ l: Int, _ batch: MiniBatch<Scalar>) -> Rows<Scalar> {
    l == 1
      ? batch.inputs : Rows(a(l), stride: stride(l), nonzero: known(nonzero, l, batch))
  }

  /// δ^l of the layer above.
  private func errors(_ l: Int, _ batch: MiniBatch<Scalar>) -> Rows<Scalar> {
    Rows(delta(l), stride: stride(l), nonzero: known(nonzeroErrors, l, batch))
  }

  /// Of which numbers of layer l it is known whether they are zero, where leaving zeros out pays.
  private func known(
    _ bits: PerLayer<NonzeroBits?>,
    _ l: Int,
    _ batch: MiniBatch<Scalar>
  ) -> NonzeroBits? {
    l < lastLayer && batch.count >= KernelSet<Scalar>.leastRows ? bits[l] : nil
  }

  private func find(
    _ bits: NonzeroBits?,
    in numbers: UnsafePointer<Scalar>,
    _ l: Int,
    _ rows: Range<Int>
  ) {
    bits?.find(
      in: numbers,
      rows: rows,
      columns: shape.size(l),
      stride: stride(l),
      kernels: kernels
    )
  }
}

extension MiniBatchPass {
  /// z^l = w^l a^(l−1) + b^l and a^l = σ(z^l) for every layer; σ'(z^l) is kept for BP2.
  func feedforward(_ batch: MiniBatch<Scalar>, _ rows: Range<Int>, dropout: Dropout? = nil) {
    let (L, row) = (lastLayer, rows.lowerBound)
    var below = batch.inputs.from(row)
    for l in 2..<L {
      kernels.forward(
        below,
        rows: rows.count,
        layer: parameters.places[l].layout,
        weights: parameters.w(l),
        biases: parameters.b(l),
        activation: hidden,
        into: a(l, from: row),
        slope: slope(l, from: row),
        stride: stride(l)
      )
      dropout?.drop(layer: l, rows, of: self)
      find(known(nonzero, l, batch), in: a(l), l, rows)
      below = activations(l, batch).from(row)
    }
    kernels.forward(
      below,
      rows: rows.count,
      layer: parameters.places[L].layout,
      weights: parameters.w(L),
      biases: parameters.b(L),
      activation: .identity,
      into: z(from: row),
      slope: nil,
      stride: stride(L)
    )
  }

  /// a^L and C_x from z^L and y; and, unless only measuring, BP1: δ^L = ∇_a C ⊙ σ'(z^L).
  func outputError(_ batch: MiniBatch<Scalar>, _ rows: Range<Int>, wantsDelta: Bool = true) {
    let (L, row) = (lastLayer, rows.lowerBound)
    kernels.output(
      z(from: row),
      targets: batch.targets.from(row),
      rows: rows.count,
      outputs: parameters.places[L].layout.outputs,
      activation: output,
      cost: cost,
      a: a(L, from: row),
      costs: costs.pointer + row,
      delta: wantsDelta ? delta(L, from: row) : nil,
      stride: stride(L)
    )
  }

  /// BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ'(z^l), from layer L−1 back to layer 2.
  func backpropagate(_ batch: MiniBatch<Scalar>, _ rows: Range<Int>, member: Int) {
    let row = rows.lowerBound
    for l in (2..<lastLayer).reversed() {
      kernels.backward(
        errors(l + 1, batch).from(row),
        rows: rows.count,
        layer: parameters.places[l + 1].layout,
        weights: parameters.w(l + 1),
        slope: slope(l, from: row),
        into: delta(l, from: row),
        stride: stride(l),
        scratch: scratch[member].pointer
      )
      if l > 2 { find(known(nonzeroErrors, l, batch), in: delta(l), l, rows) }
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
      delta: delta(l),
      deltaStride: stride(l),
      rows: batch.count,
      layer: parameters.places[l].layout,
      inputs: inputs,
      continuing: continuing,
      nablaW: nabla.w(l),
      nablaB: inputs.lowerBound == 0 ? nabla.b(l) : nil
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
      delta: delta(l),
      deltaStride: stride(l),
      rows: batch.count,
      layer: parameters.places[l].layout,
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
    pointers(at: places[l].weights, memory)
  }

  /// b^l with the optimizer's memory of it.
  func biasPointers(_ l: Int, _ memory: [NetworkParameters]) -> Parameters<Scalar> {
    pointers(at: places[l].biases, memory)
  }

  private func pointers(at place: Int, _ memory: [NetworkParameters]) -> Parameters<Scalar> {
    Parameters(
      numbers.pointer + place,
      first: memory.isEmpty ? nil : memory[0].numbers.pointer + place,
      second: memory.count > 1 ? memory[1].numbers.pointer + place : nil
    )
  }
}
