import Foundation
import Testing

@testable import Kernels

/// x, f(x) to nearest, and what is left of f(x).
private struct Fixture {
  let x: Double
  let y: Double
  let rest: Double

  static func parse(_ text: String) -> [Fixture] {
    text.split(separator: "\n").map { line in
      let numbers = line.split(separator: " ").map { Double($0) ?? .nan }
      return Fixture(x: numbers[0], y: numbers[1], rest: numbers[2])
    }
  }

  /// The distance of a result from the exact value, in units of its last place.
  func error(of result: Double) -> Double { abs((result - y) - rest) / y.ulp }
}

private func worst(_ text: String, _ f: (Double) -> Double) -> Double {
  let fixtures = Fixture.parse(text)
  #expect(fixtures.count == 50)
  return fixtures.map { $0.error(of: f($0.x)) }.reduce(0) { max($0, $1.isNaN ? .infinity : $1) }
}

private func vector<Scalar: KernelScalar>(
  _ function: ElementaryFunction,
  _ x: [Scalar],
  _ set: InstructionSet
) -> [Scalar] {
  let padded = x + [Scalar](repeating: 1, count: (16 - x.count % 16) % 16)
  var y = padded
  KernelSet(set).evaluate(function, padded, count: padded.count, into: &y)
  return Array(y.prefix(x.count))
}

/// Every float whose bits are a multiple of a step: all exponents, subnormals, infinities, NaN.
private func floats(step: UInt32) -> [Float] {
  stride(from: UInt32(0), to: .max - step, by: Int(step)).map { Float(bitPattern: $0) }
}

private let special: [Double] = [
  0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
  .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1, -1, 709.78, 709.79,
  -745.13, -745.14, -708.5,
]

@Suite struct ElementaryTests {
  @Test func `double functions are within 2.5 units of the last place`() {
    #expect(worst(ElementaryFixtures.exp, Elementary.exp) < 1.5)
    #expect(worst(ElementaryFixtures.log, Elementary.log) < 1.5)
    #expect(worst(ElementaryFixtures.tanh, Elementary.tanh) < 2)
    #expect(worst(ElementaryFixtures.sine, Elementary.sine) < 1.5)
    #expect(worst(ElementaryFixtures.cosine, Elementary.cosine) < 1.5)
    #expect(worst(ElementaryFixtures.expm1) { vector(.expm1, [$0], .best)[0] } < 2.5)
    #expect(worst(ElementaryFixtures.log1p) { vector(.log1p, [$0], .best)[0] } < 2.5)
  }

  @Test func `single functions are within 2 units of the last place`() {
    func error(_ y: Float, _ exact: Double) -> Double {
      let nearest = Float(exact)
      if nearest.isNaN || nearest.isInfinite { return same(y, nearest) ? 0 : .infinity }
      return y.isFinite ? abs(Double(y) - exact) / Double(nearest.ulp) : .infinity
    }
    func worst(_ function: ElementaryFunction, _ x: [Float], _ f: (Double) -> Double) -> Double {
      zip(x, vector(function, x, .best)).map { error($1, f(Double($0))) }.max() ?? .infinity
    }
    let all = floats(step: 30_011)
    #expect(all.count > 140_000)
    #expect(worst(.exp, all, Foundation.exp) < 1.1)
    #expect(worst(.log, all, Foundation.log) < 1.1)
    #expect(worst(.expm1, all.filter { !($0 > 50) }, Foundation.expm1) < 2)
    #expect(worst(.log1p, all.filter { $0 >= 0 && $0 <= 1 }, Foundation.log1p) < 2)
    var tanh = all
    KernelSet<Float>().activate(
      &tanh,
      slope: nil,
      rows: 1,
      columns: all.count / 16 * 16,
      activation: .tanh,
      stride: all.count
    )
    let worstTanh = (0..<all.count / 16 * 16).map {
      error(tanh[$0], Foundation.tanh(Double(all[$0])))
    }.max()
    #expect(worstTanh ?? .infinity < 2)
  }

  @Test(arguments: InstructionSet.available)
  func `every instruction set gives the portable bits`(set: InstructionSet) {
    var random = Random(1)
    let doubles =
      special + (0..<2000).map { _ in Double(bitPattern: random.bits()) }
      + (0..<2000).map { _ in random.uniform() * 100 }
    let singles = floats(step: 1_000_003)
    for function in [ElementaryFunction.exp, .log, .expm1, .log1p] {
      #expect(same(vector(function, doubles, set), vector(function, doubles, .portable)))
      #expect(same(vector(function, singles, set), vector(function, singles, .portable)))
    }
  }

  /// Recorded weights depend on these bits: a change needs a new numerics version.
  @Test func `bits have not changed`() {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    let singles = floats(step: 100_003)
    for function in [ElementaryFunction.exp, .log, .expm1, .log1p] {
      for y in vector(function, singles, .best) where !y.isNaN {
        digest = (digest ^ UInt64(y.bitPattern)) &* 0x100_0000_01B3
      }
      for y in vector(function, singles.map(Double.init), .best) where !y.isNaN {
        digest = (digest ^ y.bitPattern) &* 0x100_0000_01B3
      }
    }
    #expect(digest == 2_884_771_923_511_145_454)
  }

  @Test func `one number gives the bits of a lane`() {
    var random = Random(2)
    let x = special + (0..<2000).map { _ in random.uniform() * 50 }
    #expect(same(vector(.exp, x, .best), x.map(Elementary.exp)))
    #expect(same(vector(.log, x, .best), x.map(Elementary.log)))
    var tanh = x + [Double](repeating: 0, count: 16)
    KernelSet<Double>().activate(
      &tanh,
      slope: nil,
      rows: 1,
      columns: x.count,
      activation: .tanh,
      stride: tanh.count
    )
    #expect(same(Array(tanh.prefix(x.count)), x.map(Elementary.tanh)))
  }

  @Test func `ends of the range are exact`() {
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(.infinity) == .infinity)
    #expect(Elementary.exp(710) == .infinity)
    #expect(Elementary.exp(-745.2) == 0)
    #expect(Elementary.exp(-745.1) == .leastNonzeroMagnitude)
    #expect(Elementary.exp(.nan).isNaN)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-0.0) == -.infinity)
    #expect(Elementary.log(1) == 0)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.tanh(-.infinity) == -1)
    #expect(same(Elementary.tanh(-0.0), -0.0))
    #expect(Elementary.tanh(.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    #expect(Elementary.sine(ofTurns: 0.25) == 1)
    #expect(Elementary.cosine(ofTurns: 0.5) == -1)
    #expect(Elementary.cosine(ofTurns: 0.25) == 0)
  }

  @Test func `powers are products`() {
    #expect(Elementary.power(0.5, 10) == 0x1p-10)
    #expect(Elementary.power(3, 5) == 243)
    #expect(Elementary.power(7, 0) == 1)
    #expect(Elementary.power(2, -3) == 0.125)
    #expect(abs(Elementary.power(0.9, 100) / 2.656_139_888_758_747_5e-5 - 1) < 1e-14)
  }
}
