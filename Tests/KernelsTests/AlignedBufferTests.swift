import Kernels
import Testing

@Suite struct AlignedBufferTests {
  @Test(arguments: [0, 1, 5, 1000])
  func `memory is zero and starts on a line`(count: Int) {
    let buffer = AlignedBuffer<Double>(count: count)
    #expect(UInt(bitPattern: buffer.pointer).isMultiple(of: 64))
    #expect(buffer.array == [Double](repeating: 0, count: count))
  }

  @Test(arguments: [1000, 1 << 20])
  func `memory that was used before is zero again`(count: Int) {
    for _ in 0..<4 {
      let buffer = AlignedBuffer<Double>(count: count) { $0.update(repeating: 1) }
      #expect(buffer[count - 1] == 1)
      #expect(AlignedBuffer<Double>(count: count).array.allSatisfy { $0 == 0 })
    }
  }

  @Test func `large memory starts on a large page`() {
    let buffer = AlignedBuffer<Double>(count: 1 << 19)
    #expect(UInt(bitPattern: buffer.pointer).isMultiple(of: 1 << 21))
    #expect(buffer[0] == 0)
    #expect(buffer[(1 << 19) - 1] == 0)
  }

  @Test func `an array is copied`() {
    #expect(AlignedBuffer<Int32>([3, 1, 2]).array == [3, 1, 2])
  }
}
