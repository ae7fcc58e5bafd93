import Testing

@testable import descent

@Suite struct WorkerLimitsTests {
  @Test func `refuses threads that would wait for each other for ever`() throws {
    for threads in [0, -1, 129, 1_000_000_000, .max] {
      #expect(throws: (any Error).self) { try WorkerLimits.check(threads: threads) }
    }
    try WorkerLimits.check(threads: 1)
    try WorkerLimits.check(threads: 128)
  }

  @Test func `never asks for more threads than there can be`() {
    #expect(WorkerLimits.jobs(1_000_000_000, threads: 1) == 240)
    #expect(WorkerLimits.jobs(10, threads: 100) == 2)
    #expect(WorkerLimits.jobs(3, threads: 2) == 3)
    #expect(WorkerLimits.jobs(nil, threads: 128) == 1)
  }
}
