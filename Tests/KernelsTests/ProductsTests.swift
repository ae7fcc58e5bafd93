import Kernels
import Testing

/// One layer with random contents, and the products of §4 written as loops over scalars.
private struct Layer<Scalar: KernelScalar> {
  let shape: Shape
  let layout: PanelLayout
  let w: [Scalar]
  let weights: AlignedBuffer<Scalar>
  let biases: AlignedBuffer<Scalar>
  let a: Matrix<Scalar>
  let index: [Int32]
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

  /// Calls with the gathered rows from x on.
  func withRows<R>(from x: Int = 0, _ body: (Rows<Scalar>) -> R) -> R {
    index.withUnsafeBufferPointer {
      body(
        Rows(
          a.pointer,
          stride: a.stride,
          index: $0.baseAddress.map { $0 + x },
          ahead: $0.baseAddress
        )
      )
    }
  }

  func forward(
    _ kernels: KernelSet<Scalar>,
    split: Int? = nil,
    activation: ActivationCode = .identity,
    slope: Matrix<Scalar>? = nil
  ) -> Matrix<Scalar> {
    let out = Matrix<Scalar>(shape.rows, shape.outputs)
    var x = 0
    while x < shape.rows {
      let n = min(split ?? shape.rows, shape.rows - x)
      withRows(from: x) {
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
      x += n
    }
    return out
  }

  func backward(_ kernels: KernelSet<Scalar>, split: Int? = nil) -> Matrix<Scalar> {
    let out = Matrix<Scalar>(shape.rows, shape.inputs)
    let scratch = AlignedBuffer<Scalar>(count: kernels.backwardScratch(layout))
    var x = 0
    while x < shape.rows {
      let n = min(split ?? shape.rows, shape.rows - x)
      kernels.backward(
        delta.pointer + x * delta.stride,
        deltaStride: delta.stride,
        rows: n,
        layer: layout,
        weights: weights.pointer,
        slope: slope.pointer + x * slope.stride,
        into: out.pointer + x * out.stride,
        stride: out.stride,
        scratch: scratch.pointer
      )
      x += n
    }
    return out
  }

  /// ∇w and ∇b, dense; in parts of the inputs and chunks of the examples where asked.
  func gradient(
    _ kernels: KernelSet<Scalar>,
    part: Int? = nil,
    chunk: Int? = nil
  ) -> (w: [Scalar], b: [Scalar]) {
    let nablaW = AlignedBuffer<Scalar>(count: layout.count)
    let nablaB = AlignedBuffer<Scalar>(count: layout.paddedOutputs)
    for k in stride(from: 0, to: shape.inputs, by: part ?? shape.inputs) {
      for x in stride(from: 0, to: shape.rows, by: chunk ?? shape.rows) {
        withRows(from: x) {
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
    return (unpacked(nablaW), Array(nablaB.array.prefix(shape.outputs)))
  }
}

private let sets = InstructionSet.available

@Suite struct ProductsTests {
  @Test(arguments: Shape.all, sets)
  func `forward is one chain over k for each output`(shape: Shape, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(shape, seed: 1)
      #expect(same(layer.forward(KernelSet(set)).elements, layer.z()))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Shape.all, sets)
  func `backward is one chain over j for each input`(shape: Shape, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(shape, seed: 2)
      #expect(same(layer.backward(KernelSet(set)).elements, layer.deltaBefore()))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Shape.all, sets)
  func `gradient is one chain over x for each weight`(shape: Shape, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(shape, seed: 3)
      let (w, b) = layer.gradient(KernelSet(set))
      #expect(same(w, layer.nablaW()))
      #expect(same(b, layer.nablaB()))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Shape.all, sets)
  func `infinities, NaN, signed zeros and subnormals go the same way`(
    shape: Shape,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      for seed in UInt64(10)..<14 {
        let layer = Layer<Scalar>(shape, seed: seed, odd: true)
        let (w, b) = layer.gradient(KernelSet(set))
        #expect(same(layer.forward(KernelSet(set)).elements, layer.z()))
        #expect(same(layer.backward(KernelSet(set)).elements, layer.deltaBefore()))
        #expect(same(w, layer.nablaW()))
        #expect(same(b, layer.nablaB()))
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Shape.all, sets)
  func `inputs that are zero in many examples change no bit of the gradient`(
    shape: Shape,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(7)
      let layer = Layer<Scalar>(shape, seed: 8)
      layer.blank(&random)
      let grain = KernelSet<Scalar>.inputGrain
      #expect(same(layer.gradient(KernelSet(set)).w, layer.nablaW()))
      #expect(same(layer.gradient(KernelSet(set), part: grain, chunk: 70).w, layer.nablaW()))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [nil, KernelSet<Float>.inputGrain, 36], sets)
  func `zeros make NaN of an error that is infinite`(part: Int?, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type, _ error: Scalar) {
      let layer = Layer<Scalar>(Shape(rows: 65, inputs: 75, outputs: 37), seed: 9)
      layer.delta[40, 36] = error
      for k in Array(12..<18) + Array(72..<75) { layer.a[Int(layer.index[40]), k] = 0 }
      let w = layer.gradient(KernelSet(set), part: part).w
      #expect(same(w, layer.nablaW()))
      #expect(w[36 * 75 + 12].isNaN && w[36 * 75 + 74].isNaN && w[35 * 75 + 12].isFinite)
    }
    check(Float.self, .infinity)
    check(Double.self, .nan)
  }

  @Test(arguments: sets)
  func `the smallest number among zeros is learnt from`(set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(Shape(rows: 65, inputs: 50, outputs: 3), seed: 11)
      for x in 0..<130 { for k in 24..<30 { layer.a[x, k] = 0 } }
      layer.a[Int(layer.index[7]), 29] = -.leastNonzeroMagnitude
      layer.delta[7, 1] = 16
      let w = layer.gradient(KernelSet(set)).w
      #expect(same(w, layer.nablaW()))
      #expect(w[50 + 29] < 0 && w[50 + 28] == 0)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 3, 8, 11], sets)
  func `splits of the work do not change a bit`(part: Int, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(Shape(rows: 37, inputs: 41, outputs: 45), seed: 4)
      #expect(same(layer.forward(KernelSet(set), split: part).elements, layer.z()))
      #expect(same(layer.backward(KernelSet(set), split: part).elements, layer.deltaBefore()))
      let (w, b) = layer.gradient(KernelSet(set), part: part, chunk: part)
      #expect(same(w, layer.nablaW()))
      #expect(same(b, layer.nablaB()))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: ActivationCode.allCases.filter { $0 != .softmax }, sets)
  func `the activation fused with forward is the one applied afterwards`(
    activation: ActivationCode,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      for shape in Shape.all.prefix(10) {
        let layer = Layer<Scalar>(shape, seed: 5)
        let kernels = KernelSet<Scalar>(set)
        let slope = Matrix<Scalar>(shape.rows, shape.outputs)
        let fused = layer.forward(kernels, activation: activation, slope: slope)
        let a = layer.forward(kernels)
        let derivative = Matrix<Scalar>(shape.rows, shape.outputs)
        kernels.activate(
          a.pointer,
          slope: derivative.pointer,
          rows: shape.rows,
          columns: shape.outputs,
          activation: activation,
          stride: a.stride
        )
        #expect(same(fused.elements, a.elements))
        #expect(same(slope.elements, derivative.elements))
        #expect(same(layer.forward(kernels, activation: activation).elements, a.elements))
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: sets)
  func `padding stays zero where the numbers are finite`(set: InstructionSet) {
    let layer = Layer<Float>(Shape(rows: 21, inputs: 19, outputs: 21), seed: 6)
    let delta = layer.backward(KernelSet(set))
    for x in 0..<21 { for k in 19..<32 { #expect(delta[x, k] == 0) } }
    let nablaW = AlignedBuffer<Float>(count: layer.layout.count)
    layer.withRows {
      KernelSet(set).gradient(
        $0,
        delta: layer.delta.pointer,
        deltaStride: layer.delta.stride,
        rows: 21,
        layer: layer.layout,
        inputs: 0..<19,
        nablaW: nablaW.pointer,
        nablaB: nil
      )
    }
    for k in 0..<19 { for j in 21..<32 { #expect(nablaW.pointer[k * 32 + j] == 0) } }
  }
}
