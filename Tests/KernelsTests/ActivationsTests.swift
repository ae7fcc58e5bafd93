import Foundation
import Kernels
import Testing

private let smooth = ActivationCode.allCases.filter { $0 != .softmax }

private func activate<Scalar: KernelScalar>(
  _ z: [Scalar],
  _ activation: ActivationCode,
  _ set: InstructionSet = .best
) -> (a: [Scalar], slope: [Scalar]) {
  let row = Matrix<Scalar>(1, z.count)
  let slope = Matrix<Scalar>(1, z.count)
  for (j, value) in z.enumerated() { row[0, j] = value }
  KernelSet(set).activate(
    row.pointer,
    slope: slope.pointer,
    rows: 1,
    columns: z.count,
    activation: activation,
    stride: row.stride
  )
  return (row.elements, slope.elements)
}

/// The definitions of the design, with the C library's functions.
private func defined(_ activation: ActivationCode, _ z: Double) -> Double {
  switch activation {
  case .identity, .softmax: z
  case .sigmoid: z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z))
  case .tanh: tanh(z)
  case .relu: max(z, 0)
  case .leakyRelu: z > 0 ? z : 0.01 * z
  case .elu: z > 0 ? z : expm1(z)
  case .gelu: 0.5 * z * (1 + tanh((2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)))
  case .softplus: max(z, 0) + log1p(exp(-abs(z)))
  }
}

@Suite struct ActivationsTests {
  @Test(arguments: smooth)
  func `values follow the definition`(activation: ActivationCode) {
    var random = Random(1)
    let z: [Double] = (0..<1000).map { _ in random.uniform() * 8 }
    let a = activate(z, activation).a
    for (z, a) in zip(z, a) {
      let exact = defined(activation, z)
      #expect(abs(a - exact) <= 1e-15 * (1 + abs(exact)), "\(activation) of \(z)")
    }
    let singles = activate(z.map { Float($0) }, activation).a
    for (z, a) in zip(z, singles) {
      let exact = defined(activation, Double(Float(z)))
      #expect(abs(Double(a) - exact) <= 6e-7 * (1e-3 + abs(exact)), "\(activation) of \(z)")
    }
  }

  @Test(arguments: smooth)
  func `derivatives agree with central differences`(activation: ActivationCode) {
    var random = Random(2)
    let z: [Double] = (0..<1000).map { _ in random.uniform() * 8 }
    let slope = activate(z, activation).slope
    let h = 1e-5
    for (z, slope) in zip(z, slope) where abs(z) > 2 * h {
      let central = (defined(activation, z + h) - defined(activation, z - h)) / (2 * h)
      #expect(abs(slope - central) < 1e-8, "\(activation) at \(z)")
    }
  }

  @Test(arguments: smooth, InstructionSet.available)
  func `all instruction sets agree on odd numbers`(
    activation: ActivationCode,
    set: InstructionSet
  ) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(3)
      let z: [Scalar] = (0..<999).map { _ in random.odd() * Scalar(1 + random.below(100)) }
      let (a, slope) = activate(z, activation, set)
      let expected = activate(z, activation, .portable)
      #expect(same(a, expected.a))
      #expect(same(slope, expected.slope))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `limits and special values are right`() {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let z: [Scalar] = [.infinity, -.infinity, 0, -0.0, .nan]
      func a(_ activation: ActivationCode) -> [Scalar] { activate(z, activation).a }
      func slope(_ activation: ActivationCode) -> [Scalar] { activate(z, activation).slope }
      #expect(same(a(.sigmoid), [1, 0, 0.5, 0.5, .nan]))
      #expect(same(slope(.sigmoid), [0, 0, 0.25, 0.25, .nan]))
      #expect(same(a(.tanh), [1, -1, 0, -0.0, .nan]))
      #expect(same(a(.relu), [.infinity, 0, 0, 0, .nan]))
      #expect(same(Array(slope(.relu).prefix(4)), [1, 0, 0, 0]))
      #expect(same(a(.elu), [.infinity, -1, 0, 0, .nan]))
      #expect(same(a(.gelu), [.infinity, -0.0, 0, -0.0, .nan]))
      #expect(slope(.gelu).prefix(4) == [1, 0, 0.5, 0.5])
      #expect(a(.softplus)[0] == .infinity && a(.softplus)[1] == 0 && a(.softplus)[4].isNaN)
      #expect(same(slope(.identity), [1, 1, 1, 1, 1]))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `sigmoid and softplus keep subnormal tails`() {
    #expect(activate([Float(-100)], .sigmoid).a[0] == Float(Foundation.exp(-100.0)))
    #expect(activate([Double(-740)], .softplus).a[0] > 0)
  }
}
