import Foundation
import Testing

@testable import Experiments

@Suite struct LaneChecksumTests {
  @Test func `sees every bit, where it stands, and how many bytes there are`() {
    var bytes = Data((0..<77).map { UInt8($0 * 3) })
    let whole = LaneChecksum.of(bytes)
    #expect(LaneChecksum.of(Data(bytes)) == whole)
    for index in bytes.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << bit
        #expect(LaneChecksum.of(bytes) != whole, "byte \(index)")
        bytes[index] ^= 1 << bit
      }
    }
    #expect(LaneChecksum.of(bytes[32...] + bytes[..<32]) != whole)
    #expect(LaneChecksum.of(bytes.dropLast()) != whole)
    #expect(LaneChecksum.of(Data()) != LaneChecksum.of(Data([0])))
  }
}
