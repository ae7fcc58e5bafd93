import Kernels
import Testing

@Suite struct InstructionSetTests {
  @Test func `the best one is available and portable always is`() {
    #expect(InstructionSet.available.contains(.portable))
    #expect(InstructionSet.available.contains(.best))
    #if arch(arm64)
    #expect(InstructionSet.best == .neon)
    #else
    #expect(!InstructionSet.available.contains(.neon))
    #endif
  }

  @Test(arguments: InstructionSet.available)
  func `an available name is found`(set: InstructionSet) throws {
    #expect(try InstructionSet.named(set.rawValue) == set)
  }

  @Test(arguments: ["sse9", "", "AVX2"])
  func `an unknown name is an error that lists what there is`(name: String) {
    let error = #expect(throws: KernelError.self) { try InstructionSet.named(name) }
    #expect(error == .unavailable(name: name, available: InstructionSet.available))
    #expect(error?.description.contains("'\(name)'") == true)
    #expect(error?.description.contains("portable") == true)
  }

  @Test func `a set for another machine is an error`() {
    #if arch(arm64)
    let other = "avx2"
    #else
    let other = "neon"
    #endif
    #expect(throws: KernelError.self) { try InstructionSet.named(other) }
  }
}
