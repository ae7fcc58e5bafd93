import Kernels
import Testing

private let sets = InstructionSet.available

/// Beyond what all products are tried with: more inputs than are gone through at once, and more
/// outputs.
private let large = [(40, 400, 40), (20, 1600, 20), (1024, 50, 140), (24, 1100, 140)].map {
  Shape(rows: $0, inputs: $1, outputs: $2)
}

@Suite struct KnownZerosTests {
  @Test(arguments: Shape.all + large, sets)
  func `what is known to be zero is left out and changes no bit`(
    shape: Shape,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(13)
      let layer = Layer<Scalar>(shape, seed: 14)
      layer.scatterZeros(&random)
      let kernels = KernelSet<Scalar>(set)
      let (bits, grain) = (layer.a.nonzero(kernels), KernelSet<Scalar>.inputGrain)
      let (z, nablaW, nablaB) = (layer.z(), layer.nablaW(), layer.nablaB())
      #expect(same(layer.forward(kernels, nonzero: bits).elements, z))
      #expect(same(layer.forward(kernels, split: 6, nonzero: bits).elements, z))
      for chunk in [nil, 40, 70] {
        let whole = layer.gradient(kernels, chunk: chunk, nonzero: bits)
        #expect(same(whole.w, nablaW) && same(whole.b, nablaB))
        let parts = layer.gradient(kernels, part: 5 * grain, chunk: chunk, nonzero: bits)
        #expect(same(parts.w, nablaW))
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Shape.all + large, sets)
  func `errors that are zero are left out of BP2 and change no bit`(
    shape: Shape,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(19)
      let layer = Layer<Scalar>(shape, seed: 20)
      layer.scatterZeroErrors(&random)
      let kernels = KernelSet<Scalar>(set)
      let bits = layer.delta.nonzero(kernels), before = layer.deltaBefore()
      #expect(same(layer.backward(kernels, nonzero: bits).elements, before))
      #expect(same(layer.backward(kernels, split: 7, nonzero: bits).elements, before))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: sets)
  func `an infinite weight meets no error that is zero, before a wide layer`(set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type, inputs: Int, isNaN: Bool) {
      let layer = Layer<Scalar>(Shape(rows: 3, inputs: inputs, outputs: 70), seed: 21)
      for x in 0..<3 { layer.delta[x, 66] = x == 1 ? 1 : 0 }
      layer.weights.pointer[layer.layout.offset(j: 66, k: inputs - 1)] = .infinity
      let kernels = KernelSet<Scalar>(set)
      let before = layer.backward(kernels, nonzero: layer.delta.nonzero(kernels))
      let last = (0..<3).map { before[$0, inputs - 1] }
      #expect(last.map(\.isInfinite) == [false, true, false])
      #expect(last.map(\.isNaN) == [isNaN, false, isNaN])
    }
    check(Float.self, inputs: 32, isNaN: true)
    check(Float.self, inputs: 33, isNaN: false)
    check(Double.self, inputs: 16, isNaN: true)
    check(Double.self, inputs: 17, isNaN: false)
  }

  /// Where four inputs are left out together, a sum that has underflowed to -0 stays that; where
  /// nothing is left out, the other examples add +0, and where inputs go by themselves or with a
  /// neighbour, no sum has the sign of a zero.
  @Test(arguments: sets)
  func `inputs of few examples are left out by fours up to 768 sums' worth, one vector's never`(
    set: InstructionSet
  ) {
    func sign<Scalar: KernelScalar>(_: Scalar.Type, rows: Int, outputs: Int) -> FloatingPointSign {
      underflow(Scalar.self, set, rows: rows, outputs: outputs, neighbour: 0)
    }
    #expect(sign(Float.self, rows: 24, outputs: 16) == .plus)
    #expect(sign(Float.self, rows: 24, outputs: 17) == .minus)
    #expect(sign(Float.self, rows: 24, outputs: 32) == .minus)
    #expect(sign(Float.self, rows: 23, outputs: 33) == .minus)
    #expect(sign(Float.self, rows: 24, outputs: 33) == .plus)
    #expect(sign(Float.self, rows: 8, outputs: 96) == .plus)
    #expect(sign(Double.self, rows: 24, outputs: 8) == .plus)
    #expect(sign(Double.self, rows: 24, outputs: 9) == .minus)
    #expect(sign(Double.self, rows: 22, outputs: 17) == .minus)
    #expect(sign(Double.self, rows: 24, outputs: 17) == .plus)
    #expect(sign(Double.self, rows: 8, outputs: 48) == .plus)
  }

  @Test(arguments: [24, 35, 40, 64], sets)
  func `a neighbour's examples do not change the sign of a sum that is zero`(
    rows: Int,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type, outputs: Int) {
      for neighbour: Scalar in [0, 1] {
        for x in [0, rows - 1] {
          let sign = underflow(
            Scalar.self,
            set,
            rows: rows,
            outputs: outputs,
            neighbour: neighbour,
            example: x
          )
          #expect(sign == .plus)
        }
      }
    }
    check(Float.self, outputs: 33)
    check(Double.self, outputs: 17)
  }

  /// The sign of a sum over one product that underflows, of an input whose neighbour is as given.
  private func underflow<Scalar: KernelScalar>(
    _: Scalar.Type,
    _ set: InstructionSet,
    rows: Int,
    outputs: Int,
    neighbour: Scalar,
    example: Int = 0
  ) -> FloatingPointSign {
    var layer = Layer<Scalar>(Shape(rows: rows, inputs: 50, outputs: outputs), seed: 22)
    layer.index = (0..<Int32(rows)).map(\.self)
    for x in 0..<rows {
      layer.a[x, 8] = x == example ? -.leastNonzeroMagnitude : 0
      for k in 9..<12 { layer.a[x, k] = k == 9 ? neighbour : 0 }
      layer.delta[x, outputs - 1] = 0.25
    }
    let kernels = KernelSet<Scalar>(set)
    let sums = layer.gradient(kernels, nonzero: layer.a.nonzero(kernels)).w
    return sums[(outputs - 1) * 50 + 8].sign
  }

  @Test(arguments: [40, 41, 56, 100], sets)
  func `padding of errors and sums becomes zero where zeros are known`(
    neurons: Int,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let kernels = KernelSet<Scalar>(set)
      let layer = Layer<Scalar>(Shape(rows: 24, inputs: neurons, outputs: neurons), seed: 23)
      let before = layer.backward(kernels, nonzero: layer.delta.nonzero(kernels))
      let padded = neurons..<(neurons + 15) / 16 * 16
      for x in 0..<24 { for k in padded { #expect(before[x, k] == 0) } }
      let padding = layer.gradient(kernels, nonzero: layer.a.nonzero(kernels)).padding
      #expect(padding.allSatisfy { $0 == 0 })
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [20, 65], sets)
  func `known zeros make NaN of an error that is infinite`(rows: Int, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type, _ error: Scalar) {
      let layer = Layer<Scalar>(Shape(rows: rows, inputs: 75, outputs: 37), seed: 15)
      layer.delta[11, 36] = error
      for k in 12..<20 { layer.a[Int(layer.index[11]), k] = 0 }
      let kernels = KernelSet<Scalar>(set)
      let w = layer.gradient(kernels, nonzero: layer.a.nonzero(kernels)).w
      #expect(same(w, layer.nablaW()))
      #expect(w[36 * 75 + 12].isNaN && w[35 * 75 + 12].isFinite)
    }
    check(Float.self, .infinity)
    check(Double.self, .nan)
  }

  @Test(arguments: sets)
  func `an infinite weight meets no input that is zero, in narrow layers in all that go together`(
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type, outputs: Int, isNaN: [Bool]) {
      var layer = Layer<Scalar>(Shape(rows: 5, inputs: 70, outputs: outputs), seed: 16)
      layer.index = [4, 8, 2, 9, 1]
      for x in 0..<10 { layer.a[x, 66] = x == 2 ? 1 : 0 }
      layer.weights.pointer[layer.layout.offset(j: outputs - 1, k: 66)] = .infinity
      let kernels = KernelSet<Scalar>(set)
      let bits = layer.a.nonzero(kernels)
      for split in [nil, KernelSet<Scalar>.exampleGrain] {
        let z = layer.forward(kernels, split: split, nonzero: bits)
        let last = (0..<5).map { z[$0, outputs - 1] }
        #expect(last.map(\.isInfinite) == [false, false, true, false, false])
        #expect(last.map(\.isNaN) == isNaN)
      }
    }
    let four = [true, true, false, true, false], pair = [false, false, false, true, false]
    let none = [Bool](repeating: false, count: 5)
    check(Float.self, outputs: 16, isNaN: four)
    check(Float.self, outputs: 17, isNaN: pair)
    check(Float.self, outputs: 32, isNaN: pair)
    check(Float.self, outputs: 33, isNaN: none)
    check(Double.self, outputs: 8, isNaN: four)
    check(Double.self, outputs: 9, isNaN: pair)
    check(Double.self, outputs: 16, isNaN: pair)
    check(Double.self, outputs: 17, isNaN: none)
  }

  @Test(arguments: [20, 65], sets)
  func `the smallest number among known zeros is learnt from`(rows: Int, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(Shape(rows: rows, inputs: 50, outputs: 35), seed: 17)
      for x in 0..<2 * rows { for k in 24..<30 { layer.a[x, k] = 0 } }
      layer.a[Int(layer.index[7]), 29] = -.leastNonzeroMagnitude
      layer.delta[7, 34] = 16
      let kernels = KernelSet<Scalar>(set)
      let w = layer.gradient(kernels, nonzero: layer.a.nonzero(kernels)).w
      // Equal but for the sign of sums that are zero: see numerics.md.
      #expect(w == layer.nablaW())
      #expect(w[34 * 50 + 29] < 0 && w[34 * 50 + 28] == 0)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [(3, 5), (3, 20), (32, 41)], sets)
  func `sgd leaves the weights of inputs that are zero alone, unless a step is infinite`(
    sizes: (rows: Int, outputs: Int),
    set: InstructionSet
  ) {
    let (rows, outputs) = sizes
    func check<Scalar: KernelScalar>(_: Scalar.Type, eta: Double) {
      let layer = Layer<Scalar>(Shape(rows: rows, inputs: 52, outputs: outputs), seed: 18)
      for x in 0..<2 * rows { for k in 8..<12 { layer.a[x, k] = 0 } }
      let numbers: [Scalar] = [-0.0, 0, .infinity, .nan, 0.5]
      for j in 0..<5 { layer.weights.pointer[layer.layout.offset(j: j, k: 9)] = numbers[j] }
      let kernels = KernelSet<Scalar>(set)
      let step = UpdateStep(
        .sgd,
        learningRate: eta,
        miniBatchSize: rows,
        trainingSize: 2 * rows,
        l2: 0,
        l1: 0
      )
      let before = layer.unpacked(layer.weights)
      let nablaW = layer.nablaW()
      layer.withRows(nonzero: layer.a.nonzero(kernels)) {
        kernels.descend(
          $0,
          delta: layer.delta.pointer,
          deltaStride: layer.delta.stride,
          rows: rows,
          layer: layer.layout,
          inputs: 0..<52,
          step: step,
          weights: Parameters(layer.weights.pointer),
          biases: nil
        )
      }
      let h = Scalar(eta / Double(rows))
      let expected = zip(before, nablaW).map { w, sum in w.addingProduct(-h, sum) }
      #expect(same(layer.unpacked(layer.weights), expected))
    }
    check(Float.self, eta: 0.3)
    check(Double.self, eta: 0.3)
    check(Float.self, eta: 1e40)
  }
}
