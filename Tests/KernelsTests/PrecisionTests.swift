import Kernels
import Testing

@Suite struct PrecisionTests {
  @Test func `a line of memory holds 16 singles or 8 doubles`() {
    #expect([Float.lanes, Float.panelWidth] == [16, 32])
    #expect([Double.lanes, Double.panelWidth] == [8, 16])
  }

  @Test func `row strides hold whole sixteens and avoid equal cache sets`() {
    #expect([1, 16, 17, 784].map(Float.rowStride) == [16, 16, 32, 784])
    #expect(Float.rowStride(for: 1024) == 1040)
    #expect(Double.rowStride(for: 3) == 16)
    #expect(Double.rowStride(for: 1024) == 1032)
    for n in 1..<3000 {
      #expect(Float.rowStride(for: n) >= (n + 15) / 16 * 16)
      #expect(Double.rowStride(for: n) % 8 == 0)
      #expect(n <= 64 || Float.rowStride(for: n) / 16 % 2 == 1)
    }
  }
}
