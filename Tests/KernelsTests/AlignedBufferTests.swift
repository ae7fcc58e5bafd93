import Kernels
import Testing

@Suite struct AlignedBufferTests {
  @Test(arguments: [0, 1, 5, 1000])
  func `memory is zero and starts on a line`(count: Int) {
    let buffer = AlignedBuffer<Double>(count: count)
    #expect(UInt(bitPattern: buffer.pointer).isMultiple(of: 64))
    #expect(buffer.array == [Double](repeating: 0, count: count))
  }

  @Test func `an array is copied`() {
    #expect(AlignedBuffer<Int32>([3, 1, 2]).array == [3, 1, 2])
  }
}
