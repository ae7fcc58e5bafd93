import Kernels

/// One layer with random contents, and the products of §4 written as loops over scalars.
struct Layer<Scalar: KernelScalar> {
  let shape: Shape
  let layout: PanelLayout
  let w: [Scalar]
  let weights: AlignedBuffer<Scalar>
  let biases: AlignedBuffer<Scalar>
  let a: Matrix<Scalar>
  var index: [Int32]
  let delta: Matrix<Scalar>
  let slope: Matrix<Scalar>

  init(_ shape: Shape, seed: UInt64, odd: Bool = false) {
    var random = Random(seed)
    func draw() -> Scalar {
      guard odd else { return random.uniform() }
      return shape.rows < 65 ? random.odd() : random.oddAndFinite()
    }
    self.shape = shape
    let layout = PanelLayout(inputs: shape.inputs, outputs: shape.outputs, as: Scalar.self)
    self.layout = layout
    let w = (0..<shape.inputs * shape.outputs).map { _ in draw() }
    self.w = w
    weights = AlignedBuffer(count: layout.count)
    layout.pack(w, into: weights.pointer)
    biases = AlignedBuffer(
      (0..<layout.paddedOutputs).map { $0 < shape.outputs ? draw() : 0 }
    )
    a = Matrix(2 * shape.rows, shape.inputs, fill: draw)
    delta = Matrix(shape.rows, shape.outputs, fill: draw)
    slope = Matrix(shape.rows, shape.inputs, fill: draw)
    index = (0..<shape.rows).map { _ in Int32(random.below(2 * shape.rows)) }
  }

  /// Makes the inputs 6i…6i+5 zero, of either sign, in half of the examples.
  func blank(_ random: inout Random) {
    for x in 0..<2 * shape.rows {
      for first in stride(from: 0, to: shape.inputs, by: 6) where random.below(2) == 0 {
        for k in first..<min(first + 6, shape.inputs) { a[x, k] = random.below(2) == 0 ? 0 : -0.0 }
      }
    }
  }

  /// Makes groups of four inputs zero, and others here and there, of either sign.
  func scatterZeros(_ random: inout Random) {
    for x in 0..<2 * shape.rows {
      for first in stride(from: 0, to: shape.inputs, by: 4) {
        let isZero = random.below(3) == 0
        for k in first..<min(first + 4, shape.inputs) where isZero || random.below(3) == 0 {
          a[x, k] = random.below(2) == 0 ? 0 : -0.0
        }
      }
    }
  }

  func scatterZeroErrors(_ random: inout Random) {
    for x in 0..<shape.rows {
      for j in 0..<shape.outputs where random.below(3) > 0 {
        delta[x, j] = random.below(2) == 0 ? 0 : -0.0
      }
    }
  }

  func z() -> [Scalar] {
    (0..<shape.rows).flatMap { x in
      (0..<shape.outputs).map { j in
        var sum: Scalar = 0
        for k in 0..<shape.inputs {
          sum.addProduct(a[Int(index[x]), k], w[j * shape.inputs + k])
        }
        return sum + biases.pointer[j]
      }
    }
  }

  func deltaBefore() -> [Scalar] {
    (0..<shape.rows).flatMap { x in
      (0..<shape.inputs).map { k in
        var sum: Scalar = 0
        for j in 0..<shape.outputs { sum.addProduct(delta[x, j], w[j * shape.inputs + k]) }
        return sum * slope[x, k]
      }
    }
  }

  func nablaW() -> [Scalar] {
    (0..<shape.outputs).flatMap { j in
      (0..<shape.inputs).map { k in
        var sum: Scalar = 0
        for x in 0..<shape.rows { sum.addProduct(a[Int(index[x]), k], delta[x, j]) }
        return sum
      }
    }
  }

  func nablaB() -> [Scalar] {
    (0..<shape.outputs).map { j in (0..<shape.rows).reduce(0) { $0 + delta[$1, j] } }
  }

  func unpacked(_ panels: AlignedBuffer<Scalar>) -> [Scalar] {
    var dense = [Scalar](repeating: 0, count: w.count)
    layout.unpack(panels.pointer, into: &dense)
    return dense
  }

  private func padding(of panels: AlignedBuffer<Scalar>) -> [Scalar] {
    var isPadding = [Bool](repeating: true, count: layout.count)
    for j in 0..<shape.outputs {
      for k in 0..<shape.inputs { isPadding[layout.offset(j: j, k: k)] = false }
    }
    return zip(panels.array, isPadding).filter(\.1).map(\.0)
  }

  /// Calls with the gathered rows from x on.
  func withRows<R>(
    from x: Int = 0,
    nonzero: NonzeroBits? = nil,
    _ body: (Rows<Scalar>) -> R
  ) -> R {
    index.withUnsafeBufferPointer {
      body(
        Rows(
          a.pointer,
          stride: a.stride,
          index: $0.baseAddress.map { $0 + x },
          ahead: $0.baseAddress,
          nonzero: nonzero
        )
      )
    }
  }

  /// Calls with the first row and the number of rows of each part of at most `size`; of one part without.
  private func forEachPart(of size: Int?, _ body: (Int, Int) -> Void) {
    for x in stride(from: 0, to: shape.rows, by: size ?? shape.rows) {
      body(x, min(size ?? shape.rows, shape.rows - x))
    }
  }

  func forward(
    _ kernels: KernelSet<Scalar>,
    split: Int? = nil,
    nonzero: NonzeroBits? = nil,
    activation: ActivationCode = .identity,
    slope: Matrix<Scalar>? = nil
  ) -> Matrix<Scalar> {
    let out = Matrix<Scalar>(shape.rows, shape.outputs)
    forEachPart(of: split) { x, n in
      withRows(from: x, nonzero: nonzero) {
        kernels.forward(
          $0,
          rows: n,
          layer: layout,
          weights: weights.pointer,
          biases: biases.pointer,
          activation: activation,
          into: out.pointer + x * out.stride,
          slope: slope.map { $0.pointer + x * $0.stride },
          stride: out.stride
        )
      }
    }
    return out
  }

  func backward(
    _ kernels: KernelSet<Scalar>,
    split: Int? = nil,
    nonzero: NonzeroBits? = nil
  ) -> Matrix<Scalar> {
    let out = Matrix<Scalar>(shape.rows, shape.inputs)
    for i in 0..<out.buffer.count { out.pointer[i] = .nan }
    let scratch = AlignedBuffer<Scalar>(count: kernels.backwardScratch(layout))
    forEachPart(of: split) { x, n in
      kernels.backward(
        Rows(delta.pointer, stride: delta.stride, nonzero: nonzero).from(x),
        rows: n,
        layer: layout,
        weights: weights.pointer,
        slope: slope.pointer + x * slope.stride,
        into: out.pointer + x * out.stride,
        stride: out.stride,
        scratch: scratch.pointer
      )
    }
    return out
  }

  /// ∇w and ∇b, dense, and what pads ∇w; in parts of the inputs and chunks of the examples where asked.
  func gradient(
    _ kernels: KernelSet<Scalar>,
    part: Int? = nil,
    chunk: Int? = nil,
    nonzero: NonzeroBits? = nil
  ) -> (w: [Scalar], b: [Scalar], padding: [Scalar]) {
    let nablaW = AlignedBuffer([Scalar](repeating: .nan, count: layout.count))
    let nablaB = AlignedBuffer<Scalar>(count: layout.paddedOutputs)
    for k in stride(from: 0, to: shape.inputs, by: part ?? shape.inputs) {
      for x in stride(from: 0, to: shape.rows, by: chunk ?? shape.rows) {
        withRows(from: x, nonzero: nonzero) {
          kernels.gradient(
            $0,
            delta: delta.pointer + x * delta.stride,
            deltaStride: delta.stride,
            rows: min(chunk ?? shape.rows, shape.rows - x),
            layer: layout,
            inputs: k..<min(k + (part ?? shape.inputs), shape.inputs),
            continuing: x > 0,
            nablaW: nablaW.pointer,
            nablaB: k == 0 ? nablaB.pointer : nil
          )
        }
      }
    }
    return (unpacked(nablaW), Array(nablaB.array.prefix(shape.outputs)), padding(of: nablaW))
  }
}
