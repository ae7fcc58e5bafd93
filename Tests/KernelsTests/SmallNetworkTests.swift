import Kernels
import Testing

/// A network with random parameters that learns the same examples in either way.
private struct Net<Scalar: KernelScalar> {
  struct Layer {
    let layout: PanelLayout
    let weights: AlignedBuffer<Scalar>
    let biases: AlignedBuffer<Scalar>
    let a: Matrix<Scalar>
    let delta: Matrix<Scalar>
    let slope: Matrix<Scalar>
  }

  let layers: [Layer]
  let x: Matrix<Scalar>
  let y: Matrix<Scalar>
  let index: [Int32]
  let costs: AlignedBuffer<Double>
  let step = UpdateStep(.sgd, learningRate: 0.3, miniBatchSize: 1, trainingSize: 9, l2: 0.2)

  init(_ sizes: [Int], examples: Int) {
    var random = Random(11)
    layers = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
      let layout = PanelLayout(inputs: inputs, outputs: outputs, as: Scalar.self)
      let layer = Layer(
        layout: layout,
        weights: AlignedBuffer(count: layout.count),
        biases: AlignedBuffer(count: layout.paddedOutputs),
        a: Matrix(examples, outputs),
        delta: Matrix(1, outputs),
        slope: Matrix(1, outputs)
      )
      layout.pack((0..<inputs * outputs).map { _ in random.uniform() }, into: layer.weights.pointer)
      for j in 0..<outputs { layer.biases.pointer[j] = random.uniform() }
      return layer
    }
    x = Matrix(examples, sizes[0]) { random.uniform() }
    y = Matrix(examples, sizes.last ?? 1) { random.uniform() }
    index = (0..<examples).map { _ in Int32(random.below(examples)) }
    costs = AlignedBuffer(count: examples)
  }

  /// Every number that learning leaves; padding, which nobody reads, is left out.
  var results: [[Scalar]] {
    layers.flatMap { layer in
      var dense = [Scalar](repeating: 0, count: layer.layout.inputs * layer.layout.outputs)
      layer.layout.unpack(layer.weights.pointer, into: &dense)
      return [dense, Array(layer.biases.array.prefix(layer.layout.outputs))]
    } + [layers[layers.count - 1].a.elements, costs.array.map { Scalar($0) }]
  }

  func learnAtOnce(
    _ set: InstructionSet,
    _ hidden: ActivationCode,
    _ output: ActivationCode,
    _ cost: CostCode
  ) {
    var network = SmallNetwork<Scalar>()
    for layer in layers {
      network.add(
        layer.layout,
        weights: layer.weights.pointer,
        biases: layer.biases.pointer,
        a: layer.a.pointer,
        delta: layer.delta.pointer,
        slope: layer.slope.pointer
      )
    }
    index.withUnsafeBufferPointer {
      KernelSet(set).descendEach(
        network,
        Rows(x.pointer, stride: x.stride, index: $0.baseAddress),
        targets: Rows(y.pointer, stride: y.stride, index: $0.baseAddress),
        rows: index.count,
        activation: hidden,
        outputActivation: output,
        cost: cost,
        costs: costs.pointer,
        stride: y.stride,
        step: step
      )
    }
  }

  /// The same by the kernels of the single steps.
  func learn(
    example i: Int,
    _ hidden: ActivationCode,
    _ output: ActivationCode,
    _ cost: CostCode
  ) {
    let kernels = KernelSet<Scalar>(.portable)
    let first = Rows(UnsafePointer(x.pointer + Int(index[i]) * x.stride), stride: x.stride)
    let last = layers.count - 1
    var below = first
    for (number, layer) in layers.enumerated() {
      kernels.forward(
        below,
        rows: 1,
        layer: layer.layout,
        weights: layer.weights.pointer,
        biases: layer.biases.pointer,
        activation: number == last ? .identity : hidden,
        into: number == last ? layer.slope.pointer : layer.a.pointer,
        slope: number == last ? nil : layer.slope.pointer,
        stride: layer.a.stride
      )
      below = Rows(layer.a.pointer, stride: layer.a.stride)
    }
    let a = layers[last].a.pointer + i * y.stride
    kernels.output(
      layers[last].slope.pointer,
      targets: Rows(y.pointer + Int(index[i]) * y.stride, stride: y.stride),
      rows: 1,
      outputs: y.columns,
      activation: output,
      cost: cost,
      a: a,
      costs: costs.pointer + i,
      delta: layers[last].delta.pointer,
      stride: y.stride
    )
    backpropagate(kernels)
    update(kernels, first)
  }

  private func backpropagate(_ kernels: KernelSet<Scalar>) {
    for (below, layer) in zip(layers, layers.dropFirst()).reversed() {
      let scratch = AlignedBuffer<Scalar>(count: kernels.backwardScratch(layer.layout))
      kernels.backward(
        Rows(layer.delta.pointer, stride: layer.delta.stride),
        rows: 1,
        layer: layer.layout,
        weights: layer.weights.pointer,
        slope: below.slope.pointer,
        into: below.delta.pointer,
        stride: below.delta.stride,
        scratch: scratch.pointer
      )
    }
  }

  private func update(_ kernels: KernelSet<Scalar>, _ first: Rows<Scalar>) {
    var below = first
    for layer in layers {
      kernels.descend(
        below,
        delta: layer.delta.pointer,
        deltaStride: layer.delta.stride,
        rows: 1,
        layer: layer.layout,
        inputs: 0..<layer.layout.inputs,
        step: step,
        weights: Parameters(layer.weights.pointer),
        biases: Parameters(layer.biases.pointer)
      )
      below = Rows(layer.a.pointer, stride: layer.a.stride)
    }
  }
}

@Suite struct SmallNetworkTests {
  private static let sizes = [
    [3, 2], [4, 8, 3], [5, 8, 1], [6, 7, 5, 4], [20, 3, 8], [4, 12, 3], [5, 16, 10], [3, 9, 16],
  ]

  @Test(arguments: sizes, InstructionSet.available)
  func `learning many examples in one call gives the bits of one step after the other`(
    sizes: [Int],
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      guard sizes.dropFirst().allSatisfy({ $0 <= Scalar.lanes }) else { return }
      for hidden in ActivationCode.allCases where hidden != .softmax {
        let outputs: [(ActivationCode, CostCode)] = [
          (hidden, .quadratic), (hidden, .absolute), (.identity, .huber), (.softmax, .quadratic),
          (.sigmoid, .crossEntropy), (.softmax, .logLikelihood),
        ]
        for (output, cost) in outputs {
          let (once, steps) = (Net<Scalar>(sizes, examples: 9), Net<Scalar>(sizes, examples: 9))
          once.learnAtOnce(set, hidden, output, cost)
          for i in 0..<9 { steps.learn(example: i, hidden, output, cost) }
          for (result, expected) in zip(once.results, steps.results) {
            #expect(same(result, expected), "\(hidden) \(output) \(cost)")
          }
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `a layer fits that takes one line of outputs`() {
    func fits<Scalar: KernelScalar>(_ outputs: Int, _: Scalar.Type) -> Bool {
      SmallNetwork<Scalar>.fits(PanelLayout(inputs: 3, outputs: outputs, as: Scalar.self))
    }
    #expect(fits(16, Float.self) && !fits(17, Float.self))
    #expect(fits(8, Double.self) && !fits(9, Double.self))
  }
}
