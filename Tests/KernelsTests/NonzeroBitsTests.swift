import Kernels
import Testing

@Suite struct NonzeroBitsTests {
  @Test(arguments: [1, 15, 16, 63, 64, 65, 100, 147], InstructionSet.available)
  func `a bit says whether an element is zero, of either sign`(columns: Int, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(21)
      let choice: [Scalar] = [0, -0.0, .leastNonzeroMagnitude, -1, .nan, .infinity]
      let matrix = Matrix<Scalar>(3, columns) { choice[random.below(6)] }
      for k in columns..<matrix.stride { matrix.pointer[k] = 1 }
      let found = matrix.nonzero(KernelSet(set))
      #expect(found.words == (columns + 63) / 64)
      for x in 0..<3 {
        for k in 0..<64 * found.words {
          let bit = found.bits.pointer[x * found.words + k / 64] >> UInt64(k % 64) & 1
          #expect(bit == (k < columns && matrix[x, k] != 0 ? 1 : 0))
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `only the rows that are asked for are looked through`() {
    let matrix = Matrix<Float>(4, 5) { 1 }
    let found = NonzeroBits(rows: 4, columns: 5)
    found.find(in: matrix.pointer, rows: 1..<3, columns: 5, stride: matrix.stride, kernels: .init())
    #expect(found.bits.array == [0, 0b11111, 0b11111, 0])
  }

  @Test func `groups of four count where any element is not zero`() {
    let matrix = Matrix<Float>(2, 70) { 0 }
    for k in [0, 1, 7, 63, 64, 69] { matrix[0, k] = 1 }
    matrix[1, 20] = -1
    #expect(matrix.nonzero(KernelSet()).groupCount == 5 + 1)
  }
}
