import Kernels
import Testing

@Suite struct RowsTests {
  @Test(arguments: InstructionSet.available)
  func `a mask scales activations and slopes`(set: InstructionSet) {
    var random = Random(1)
    let a = Matrix<Float>(3, 19) { random.uniform() }
    let slope = Matrix<Float>(3, 19) { random.uniform() }
    let mask = Matrix<Float>(3, 19) { random.below(2) == 0 ? 0 : 2 }
    let expected = [a, slope].map { zip($0.elements, mask.elements).map { $0 * $1 } }
    KernelSet(set).multiply(
      a.pointer,
      slope: slope.pointer,
      stride: a.stride,
      by: mask.pointer,
      maskStride: mask.stride,
      rows: 3,
      columns: 19
    )
    #expect([a.elements, slope.elements] == expected)
  }

  @Test(arguments: InstructionSet.available)
  func `bytes are scaled in Double and rounded once`(set: InstructionSet) {
    let bytes = (0..<256).map { UInt8($0) }
    var singles = [Float](repeating: 0, count: 256)
    KernelSet(set).convert(bytes, count: 256, divisor: 255, into: &singles)
    #expect(singles == bytes.map { Float(Double($0) / 255) })
    var doubles = [Double](repeating: 0, count: 256)
    KernelSet(set).convert(bytes, count: 256, shift: 33.3, divisor: 78.6, into: &doubles)
    #expect(doubles == bytes.map { (Double($0) - 33.3) / 78.6 })
  }

  @Test(arguments: InstructionSet.available)
  func `columns of a table have their own scales`(set: InstructionSet) {
    let row = [5.1, 3.5, 1.4, 0.2, 7]
    let means = [5.8, 3.0, 3.7, 1.2, 7]
    let deviations = [0.8, 0.4, 1.7, 0.7, .infinity]
    var out = [Float](repeating: 0, count: 5)
    KernelSet(set).convert(row, count: 5, shifts: means, divisors: deviations, into: &out)
    #expect(out == (0..<5).map { Float((row[$0] - means[$0]) / deviations[$0]) })
    #expect(out[4] == 0)
  }

  @Test func `every NaN becomes the positive quiet one`() {
    var values: [Float] = [1, -.nan, Float(nan: 5, signaling: false), -0.0, .infinity]
    KernelSet<Float>().canonicalize(&values, count: 5)
    #expect(
      values.map(\.bitPattern) == [
        Float(1).bitPattern, 0x7FC0_0000, 0x7FC0_0000, 0x8000_0000, Float.infinity.bitPattern,
      ]
    )
    var doubles: [Double] = [-.nan]
    KernelSet<Double>().canonicalize(&doubles, count: 1)
    #expect(doubles[0].bitPattern == 0x7FF8_0000_0000_0000)
  }
}
