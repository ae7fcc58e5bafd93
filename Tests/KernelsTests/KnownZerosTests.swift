import Kernels
import Testing

private let sets = InstructionSet.available

/// Beyond what all products are tried with: more inputs than are gone through at once, and more outputs.
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
  func `an infinite weight meets no error that is zero`(set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layer = Layer<Scalar>(Shape(rows: 3, inputs: 41, outputs: 70), seed: 21)
      for x in 0..<3 { layer.delta[x, 66] = x == 1 ? 1 : 0 }
      layer.weights.pointer[layer.layout.offset(j: 66, k: 40)] = .infinity
      let kernels = KernelSet<Scalar>(set)
      let before = layer.backward(kernels, nonzero: layer.delta.nonzero(kernels))
      #expect((0..<3).map { before[$0, 40].isInfinite } == [false, true, false])
      #expect(!before.elements.contains { $0.isNaN })
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
  func `an infinite weight meets no input that is zero, in narrow layers in both of a pair`(
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
    let pair = [false, false, false, true, false], none = [Bool](repeating: false, count: 5)
    check(Float.self, outputs: 32, isNaN: pair)
    check(Float.self, outputs: 33, isNaN: none)
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

  @Test(arguments: [(3, 5), (32, 41)], sets)
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
