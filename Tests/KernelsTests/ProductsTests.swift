import Kernels
import Testing

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
      let (w, b, _) = layer.gradient(KernelSet(set))
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
        let (w, b, _) = layer.gradient(KernelSet(set))
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
      let (w, b, _) = layer.gradient(KernelSet(set), part: part, chunk: part)
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
