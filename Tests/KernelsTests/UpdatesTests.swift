import Kernels
import Testing

private let rules: [UpdateRule] = [
  .sgd, .momentum(0.9), .nesterov(0.9), .rmsprop(decay: 0.99, epsilon: 1e-8),
  .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8, correction1: 0.271, correction2: 0.002997001),
]

private func buffer<Scalar: KernelScalar>(_ count: Int, _ draw: () -> Scalar) -> AlignedBuffer<
  Scalar
> {
  AlignedBuffer((0..<count).map { _ in draw() })
}

private func panels<Scalar: KernelScalar>(
  _ layer: PanelLayout,
  _ dense: AlignedBuffer<Scalar>
) -> AlignedBuffer<Scalar> {
  let panels = AlignedBuffer<Scalar>(count: layer.count)
  layer.pack(UnsafePointer(dense.pointer), into: panels.pointer)
  return panels
}

/// Three updates of one weight by PyTorch 2 in double precision: w = 0.5, gradients 0.3, −0.2, 0.1,
/// learning rate 0.1, weight_decay 0.02 (λ/n); values by Benchmarks/Kernels/updates.py.
private struct Expected: Sendable, CustomTestStringConvertible {
  let name: String
  let rule: @Sendable (Int) -> UpdateRule
  let weightDecay: Double
  let values: [Double]

  var testDescription: String { name }
}

private func adam(_ t: Int) -> UpdateRule {
  .adam(
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    correction1: 1 - Elementary.power(0.9, t),
    correction2: 1 - Elementary.power(0.999, t)
  )
}

@Suite struct UpdatesTests {
  @Test(arguments: rules, [0, 0.7])
  func `the fused update is the stored gradient's`(rule: UpdateRule, l1: Double) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      for set in InstructionSet.available {
        for shape in Shape.all {
          compare(shape, rule, l1: l1, set, Scalar.self)
          compare(shape, rule, l1: l1, knowsZeros: true, set, Scalar.self)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  private func compare<Scalar: KernelScalar>(
    _ shape: Shape,
    _ rule: UpdateRule,
    l1: Double,
    knowsZeros: Bool = false,
    _ set: InstructionSet,
    _: Scalar.Type
  ) {
    var random = Random(UInt64(shape.rows))
    let layer = PanelLayout(inputs: shape.inputs, outputs: shape.outputs, as: Scalar.self)
    let a = Matrix<Scalar>(shape.rows, shape.inputs) { random.uniform() }
    for x in 0..<shape.rows {
      for k in 0..<shape.inputs where (x + k / 6) % 3 == 0 || k < 4 { a[x, k] = 0 }
    }
    let delta = Matrix<Scalar>(shape.rows, shape.outputs) { random.uniform() }
    // values, first and second: of the weights, whose padding is zero, then of the biases.
    let count = shape.inputs * shape.outputs
    let start =
      (0..<3).map { _ in
        panels(layer, buffer(count) { abs(random.uniform() as Scalar) })
      } + (0..<3).map { _ in buffer(layer.paddedOutputs) { abs(random.uniform() as Scalar) } }
    // Without l2 plain sgd multiplies weights by 1, which may be left out.
    for l2 in [0, 0.4] {
      let step = UpdateStep(
        rule,
        learningRate: 0.3,
        miniBatchSize: shape.rows,
        trainingSize: 50,
        l2: l2,
        l1: l1
      )
      let kernels = KernelSet<Scalar>(set)
      let (fused, stored) = (
        start.map { AlignedBuffer($0.array) }, start.map { AlignedBuffer($0.array) }
      )
      descend(kernels, layer, a, delta, step, fused, knowsZeros: knowsZeros)
      update(kernels, layer, a, delta, step, stored)
      for (f, s) in zip(fused, stored) { #expect(same(f.array, s.array)) }
    }
  }

  /// The update at once, in two parts of the inputs.
  private func descend<Scalar: KernelScalar>(
    _ kernels: KernelSet<Scalar>,
    _ layer: PanelLayout,
    _ a: Matrix<Scalar>,
    _ delta: Matrix<Scalar>,
    _ step: UpdateStep,
    _ result: [AlignedBuffer<Scalar>],
    knowsZeros: Bool
  ) {
    let bits = knowsZeros ? a.nonzero(kernels) : nil
    let grain = knowsZeros ? KernelSet<Scalar>.inputGrain : 1
    let cut = layer.inputs / 3 / grain * grain
    withExtendedLifetime(bits) {
      for part in [0..<cut, cut..<layer.inputs] {
        kernels.descend(
          Rows(UnsafePointer(a.pointer), stride: a.stride, nonzero: bits),
          delta: delta.pointer,
          deltaStride: delta.stride,
          rows: a.rows,
          layer: layer,
          inputs: part,
          step: step,
          weights: parameters(result, 0),
          biases: part.upperBound == layer.inputs ? parameters(result, 3) : nil
        )
      }
    }
  }

  /// The gradient, and then the update by it.
  private func update<Scalar: KernelScalar>(
    _ kernels: KernelSet<Scalar>,
    _ layer: PanelLayout,
    _ a: Matrix<Scalar>,
    _ delta: Matrix<Scalar>,
    _ step: UpdateStep,
    _ result: [AlignedBuffer<Scalar>]
  ) {
    let nablaW = AlignedBuffer<Scalar>(count: layer.count)
    let nablaB = AlignedBuffer<Scalar>(count: layer.paddedOutputs)
    kernels.gradient(
      Rows(UnsafePointer(a.pointer), stride: a.stride),
      delta: delta.pointer,
      deltaStride: delta.stride,
      rows: a.rows,
      layer: layer,
      inputs: 0..<layer.inputs,
      nablaW: nablaW.pointer,
      nablaB: nablaB.pointer
    )
    kernels.update(
      parameters(result, 0),
      gradient: nablaW.pointer,
      count: layer.count,
      step: step
    )
    kernels.update(
      parameters(result, 3),
      gradient: nablaB.pointer,
      count: layer.paddedOutputs,
      step: step.forBiases
    )
  }

  private func parameters<Scalar: KernelScalar>(
    _ buffers: [AlignedBuffer<Scalar>],
    _ first: Int
  ) -> Parameters<Scalar> {
    Parameters(
      buffers[first].pointer,
      first: buffers[first + 1].pointer,
      second: buffers[first + 2].pointer
    )
  }

  @Test(arguments: rules, [0, 0.7])
  func `all instruction sets agree on odd numbers`(rule: UpdateRule, l1: Double) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(5)
      let start = (0..<4).map { _ in buffer(96) { random.odd() as Scalar } }
      let step = UpdateStep(
        rule,
        learningRate: 0.3,
        miniBatchSize: 7,
        trainingSize: 9,
        l2: 0.2,
        l1: l1,
        factor: 0.8
      )
      let results = InstructionSet.available.map { set in
        let buffers = start.map { AlignedBuffer($0.array) }
        KernelSet(set).update(
          parameters(buffers, 0),
          gradient: start[3].pointer,
          count: 96,
          step: step
        )
        return buffers.flatMap(\.array)
      }
      for result in results { #expect(same(result, results[0])) }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `sgd is one multiply-add on the shrunk weight`() {
    let w = AlignedBuffer<Float>((0..<16).map { Float($0) * 0.1 - 0.7 })
    let before = w.array
    let S = (0..<16).map { Float($0) * 0.37 - 2 }
    let step = UpdateStep(
      .sgd,
      learningRate: 0.5,
      miniBatchSize: 10,
      trainingSize: 60,
      l2: 5,
      l1: 0
    )
    KernelSet<Float>().update(Parameters(w.pointer), gradient: S, count: 16, step: step)
    let eta = Float(0.5 / 10)
    let shrink = Float(1 - 0.5 * (5.0 / 60))
    #expect(w.array == zip(before, S).map { (shrink * $0).addingProduct(-eta, $1) })
  }

  @Test func `l1 pulls towards zero and leaves zero alone`() {
    let w = AlignedBuffer<Double>([0.5, -0.5, 0, -0.0, 1, 1, 1, 1])
    let S = [Double](repeating: 0, count: 8)
    let step = UpdateStep(
      .sgd,
      learningRate: 0.5,
      miniBatchSize: 1,
      trainingSize: 10,
      l1: 1
    )
    KernelSet<Double>().update(Parameters(w.pointer), gradient: S, count: 8, step: step)
    #expect(w.array.prefix(4) == [0.45, -0.45, 0, 0])
    KernelSet<Double>().update(Parameters(w.pointer), gradient: S, count: 8, step: step.forBiases)
    #expect(w.array.prefix(4) == [0.45, -0.45, 0, 0])
  }

  @Test func `regularizing first and clipping is the update with a factor`() {
    var random = Random(6)
    let kernels = KernelSet<Double>()
    for rule in rules {
      let start = (0..<3).map { _ in buffer(64) { abs(random.uniform() as Double) } }
      let S = buffer(64) { random.uniform() as Double }
      let whole = UpdateStep(
        rule,
        learningRate: 0.1,
        miniBatchSize: 5,
        trainingSize: 7,
        l2: 0.3,
        l1: 0.2,
        factor: 0.6
      )
      let direct = start.map { AlignedBuffer($0.array) }
      kernels.update(parameters(direct, 0), gradient: S.pointer, count: 64, step: whole)

      let plain = UpdateStep(
        rule,
        learningRate: 0.1,
        miniBatchSize: 5,
        trainingSize: 7,
        l2: 0.3,
        l1: 0.2
      )
      let clipped = UpdateStep(rule, learningRate: 0.1, miniBatchSize: 1, factor: 0.6)
      let parts = start.map { AlignedBuffer($0.array) }
      kernels.regularize(S.pointer, weights: parts[0].pointer, count: 64, step: plain)
      kernels.update(parameters(parts, 0), gradient: S.pointer, count: 64, step: clipped)
      for (a, b) in zip(direct.flatMap(\.array), parts.flatMap(\.array)) {
        #expect(abs(a - b) < 1e-14)
      }
    }
  }

  @Test(arguments: Expected.all)
  fileprivate func `three steps are PyTorch's`(expected: Expected) {
    let w = AlignedBuffer<Double>([Double](repeating: 0.5, count: 8))
    let first = AlignedBuffer<Double>(count: 8)
    let second = AlignedBuffer<Double>(count: 8)
    for (t, gradient) in zip(1..., [0.3, -0.2, 0.1]) {
      // Two examples' sum, and λ/n = 0.02.
      let step = UpdateStep(
        expected.rule(t),
        learningRate: 0.1,
        miniBatchSize: 2,
        trainingSize: 50,
        l2: expected.weightDecay == 0 ? 1 : 0,
        weightDecay: expected.weightDecay
      )
      KernelSet<Double>().update(
        Parameters(w.pointer, first: first.pointer, second: second.pointer),
        gradient: [Double](repeating: 2 * gradient, count: 8),
        count: 8,
        step: step
      )
      #expect(abs(w.pointer[7] - expected.values[t - 1]) < 1e-14, "step \(t)")
    }
  }
}

extension Expected {
  static let all = [
    Expected(
      name: "sgd",
      rule: { _ in .sgd },
      weightDecay: 0,
      values: [0.469, 0.488062, 0.477085876]
    ),
    Expected(
      name: "momentum",
      rule: { _ in .momentum(0.9) },
      weightDecay: 0,
      values: [0.469, 0.46016199999999996, 0.44128747599999996]
    ),
    Expected(
      name: "nesterov",
      rule: { _ in .nesterov(0.9) },
      weightDecay: 0,
      values: [0.4411, 0.45231382, 0.42448144548399996]
    ),
    Expected(
      name: "rmsprop",
      rule: { _ in .rmsprop(decay: 0.99, epsilon: 1e-8) },
      weightDecay: 0,
      values: [-0.4999996774194584, 0.06278040850785693, -0.20033268615737393]
    ),
    Expected(
      name: "adam",
      rule: adam,
      weightDecay: 0,
      values: [0.40000000322580637, 0.3822392247800774, 0.35097186463250807]
    ),
    Expected(
      name: "adamw",
      rule: adam,
      weightDecay: 0.02,
      values: [0.3990000033333332, 0.3837499509219301, 0.3551315609260866]
    ),
  ]
}
