import Foundation
import Kernels
import Testing

/// An output layer's result for rows of z and y.
private struct Output<Scalar: KernelScalar> {
  let a: Matrix<Scalar>
  let delta: Matrix<Scalar>
  let costs: [Double]

  init(
    z: Matrix<Scalar>,
    y: Matrix<Scalar>,
    _ activation: ActivationCode,
    _ cost: CostCode,
    set: InstructionSet = .best,
    index: [Int32]? = nil,
    wantsDelta: Bool = true
  ) {
    a = Matrix(z.rows, z.columns)
    delta = Matrix(z.rows, z.columns)
    var costs = [Double](repeating: 0, count: z.rows)
    KernelSet(set).output(
      z.pointer,
      targets: Rows(y.pointer, stride: y.stride, index: index),
      rows: z.rows,
      outputs: z.columns,
      activation: activation,
      cost: cost,
      a: a.pointer,
      costs: &costs,
      delta: wantsDelta ? delta.pointer : nil,
      stride: z.stride
    )
    self.costs = costs
  }

  init(_ z: [Scalar], _ y: [Scalar], _ activation: ActivationCode, _ cost: CostCode) {
    let zs = Matrix<Scalar>(1, z.count)
    let ys = Matrix<Scalar>(1, z.count)
    for j in z.indices {
      zs[0, j] = z[j]
      ys[0, j] = y[j]
    }
    self.init(z: zs, y: ys, activation, cost)
  }
}

private struct Pair: CustomTestStringConvertible, Sendable {
  let activation: ActivationCode
  let cost: CostCode
  var testDescription: String { "\(activation) with \(cost)" }

  static let all =
    ActivationCode.allCases.flatMap { activation in
      [CostCode.quadratic, .absolute, .huber].map { Pair(activation: activation, cost: $0) }
    } + [
      Pair(activation: .sigmoid, cost: .crossEntropy),
      Pair(activation: .softmax, cost: .logLikelihood),
    ]
}

/// C_x(a, y) as the design defines it.
private func defined(_ cost: CostCode, _ a: [Double], _ y: [Double]) -> Double {
  zip(a, y).map { a, y in
    switch cost {
    case .quadratic: 0.5 * (a - y) * (a - y)
    case .absolute: abs(a - y)
    case .huber: abs(a - y) <= 1 ? 0.5 * (a - y) * (a - y) : abs(a - y) - 0.5
    case .crossEntropy: -(y * log(a) + (1 - y) * log(1 - a))
    case .logLikelihood: -y * log(a)
    }
  }.reduce(0, +)
}

@Suite struct OutputTests {
  @Test(arguments: Pair.all)
  fileprivate func `costs follow the definition and delta the central difference`(pair: Pair) {
    var random = Random(1)
    for n in [1, 2, 10, 17, 35] {
      let z = Matrix<Double>(3, n) { random.uniform() * 3 }
      let y = Matrix<Double>(3, n) { abs(random.uniform()) }
      let output = Output(z: z, y: y, pair.activation, pair.cost)
      for x in 0..<3 {
        let a = (0..<n).map { output.a[x, $0] }
        let cost = defined(pair.cost, a, (0..<n).map { y[x, $0] })
        #expect(abs(output.costs[x] - cost) < 1e-13 * (1 + cost))
        for j in 0..<n {
          let (h, kept) = (1e-6, z[x, j])
          z[x, j] = kept + h
          let above = Output(z: z, y: y, pair.activation, pair.cost).costs[x]
          z[x, j] = kept - h
          let below = Output(z: z, y: y, pair.activation, pair.cost).costs[x]
          z[x, j] = kept
          #expect(abs(output.delta[x, j] - (above - below) / (2 * h)) < 1e-7)
        }
      }
    }
  }

  @Test(arguments: Pair.all, InstructionSet.available)
  fileprivate func `all instruction sets agree, on gathered targets and odd numbers`(
    pair: Pair,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(2)
      for n in [1, 3, 10, 16, 33] {
        let z = Matrix<Scalar>(20, n) { random.odd() * 20 }
        let y = Matrix<Scalar>(30, n) { random.odd() }
        let index = (0..<20).map { _ in Int32(random.below(30)) }
        let result = Output(z: z, y: y, pair.activation, pair.cost, set: set, index: index)
        let expected = Output(z: z, y: y, pair.activation, pair.cost, set: .portable, index: index)
        #expect(same(result.costs, expected.costs))
        #expect(same(result.a.elements, expected.a.elements))
        #expect(same(result.delta.elements, expected.delta.elements))
        let without = Output(
          z: z,
          y: y,
          pair.activation,
          pair.cost,
          set: set,
          index: index,
          wantsDelta: false
        )
        #expect(same(without.costs, expected.costs))
        #expect(same(without.a.elements, expected.a.elements))
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Pair.all)
  fileprivate func `padding of delta is zero`(pair: Pair) {
    var random = Random(3)
    let z = Matrix<Float>(2, 10) { random.uniform() }
    let y = Matrix<Float>(2, 10) { random.uniform() }
    let delta = Output(z: z, y: y, pair.activation, pair.cost).delta
    for x in 0..<2 { for j in 10..<16 { #expect(delta[x, j] == 0) } }
  }

  @Test(arguments: Pair.all, [3, 10])
  fileprivate func `padding of delta becomes zero, whatever stood there`(pair: Pair, outputs: Int) {
    var random = Random(3)
    let z = Matrix<Float>(1, outputs) { random.uniform() }
    let y = Matrix<Float>(1, outputs) { random.uniform() }
    let (a, delta) = (Matrix<Float>(1, outputs), Matrix<Float>(1, outputs))
    for j in 0..<16 { delta[0, j] = .nan }
    var cost = 0.0
    KernelSet<Float>().output(
      z.pointer,
      targets: Rows(y.pointer, stride: y.stride),
      rows: 1,
      outputs: outputs,
      activation: pair.activation,
      cost: pair.cost,
      a: a.pointer,
      costs: &cost,
      delta: delta.pointer,
      stride: z.stride
    )
    for j in 0..<outputs { #expect(!delta[0, j].isNaN) }
    for j in outputs..<16 { #expect(delta[0, j] == 0) }
  }

  @Test func `log costs stay right where an output saturates`() {
    let entropy = Output<Float>([200, -200, -60, 60], [1, 0, 1, 0], .sigmoid, .crossEntropy)
    #expect(entropy.costs[0] == 120)
    #expect(entropy.delta.elements == [0, 0, -1, 1])
    let tail = Output<Double>([-50], [0], .sigmoid, .crossEntropy).costs[0]
    #expect(abs(tail / Foundation.exp(-50.0) - 1) < 1e-15)
    let likelihood = Output<Float>([300, 0, -300], [0, 1, 0], .softmax, .logLikelihood)
    #expect(likelihood.costs[0] == 300)
    #expect(likelihood.delta.elements == [1, -1, 0])
    let sure = Output<Double>([50, 0], [1, 0], .softmax, .logLikelihood).costs[0]
    #expect(abs(sure / Foundation.exp(-50.0) - 1) < 1e-15)
  }

  @Test func `both ways to a log cost agree where both are defined`() {
    var random = Random(4)
    let z = Matrix<Double>(50, 10) { random.uniform() * 6 }
    let y = Matrix<Double>(50, 10) { abs(random.uniform()) }
    let entropy = Output(z: z, y: y, .sigmoid, .crossEntropy)
    let likelihood = Output(z: z, y: y, .softmax, .logLikelihood)
    for x in 0..<50 {
      let target = (0..<10).map { y[x, $0] }
      let byEntropy = defined(.crossEntropy, (0..<10).map { entropy.a[x, $0] }, target)
      let byLikelihood = defined(.logLikelihood, (0..<10).map { likelihood.a[x, $0] }, target)
      #expect(abs(entropy.costs[x] - byEntropy) < 1e-12)
      #expect(abs(likelihood.costs[x] - byLikelihood) < 1e-12)
    }
  }

  @Test func `the derivative of absolute and huber at 0 is 0`() {
    #expect(Output<Float>([1, 2], [1, 2], .identity, .absolute).delta.elements == [0, 0])
    #expect(Output<Float>([1, 2], [1, 2], .identity, .huber).delta.elements == [0, 0])
    #expect(Output<Float>([5, -5], [1, 2], .identity, .huber).delta.elements == [1, -1])
  }

  @Test func `softmax sums to one and is NaN where an input is`() {
    let a = Output<Double>([1, 2, 3], [0, 0, 0], .softmax, .quadratic).a.elements
    #expect(abs(a.reduce(0, +) - 1) < 1e-15)
    #expect(abs(a[2] - 0.665_240_955_774_821_9) < 1e-15)
    let broken = Output<Double>([1, .nan, 3], [0, 0, 0], .softmax, .quadratic)
    #expect(broken.a.elements.allSatisfy { $0.isNaN })
    #expect(broken.costs[0].isNaN)
  }

  @Test(arguments: InstructionSet.available)
  func `an example is right if its label has the first largest output`(set: InstructionSet) {
    func correct<Scalar: KernelScalar>(_ rows: [[Scalar]], _ labels: [Int32]) -> Int {
      let a = Matrix<Scalar>(rows.count, rows[0].count)
      for (x, row) in rows.enumerated() { for (j, v) in row.enumerated() { a[x, j] = v } }
      let classes = AlignedBuffer(labels)
      defer { withExtendedLifetime(classes) {} }
      return KernelSet(set).correctCount(
        a.pointer,
        stride: a.stride,
        rows: rows.count,
        outputs: a.columns,
        labels: Rows(classes.pointer, stride: 1)
      )
    }
    #expect(correct([[0.1, 0.9]] as [[Float]], [1]) == 1)
    #expect(correct([[0.5, 0.5]] as [[Float]], [0]) == 1)
    #expect(correct([[0.5, 0.5]] as [[Double]], [1]) == 0)
    #expect(correct([[0.9, .nan]] as [[Float]], [0]) == 0)
    #expect(correct([[.nan, 0.9]] as [[Float]], [1]) == 0)
    #expect(correct([[-1, -2, -3]] as [[Float]], [0]) == 1)
    #expect(correct([[-0.0, 0]] as [[Float]], [0]) == 1)
    #expect(correct([[1, 2]] as [[Float]], [2]) == 0)
    #expect(correct([[1, 2]] as [[Float]], [-1]) == 0)
    var wide = [Double](repeating: 0, count: 40)
    wide[33] = 2
    wide[38] = 2
    #expect(correct([wide, wide, wide], [33, 38, 1]) == 1)
  }

  @Test func `labels are gathered`() {
    let a = Matrix<Float>(2, 2)
    a[0, 1] = 1
    a[1, 0] = 1
    let labels = AlignedBuffer<Int32>([0, 0, 1]), index = AlignedBuffer<Int32>([2, 1])
    let count = KernelSet<Float>().correctCount(
      a.pointer,
      stride: a.stride,
      rows: 2,
      outputs: 2,
      labels: Rows(labels.pointer, stride: 1, index: index.pointer)
    )
    withExtendedLifetime((labels, index)) {}
    #expect(count == 2)
  }
}
