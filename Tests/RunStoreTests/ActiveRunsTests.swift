import Experiments
@testable import RunStore
import Testing

@Suite struct ActiveRunsTests {
  @Test func `a run that is being claimed when all are ended does not begin`() throws {
    let runs = ActiveRuns()
    #expect(try runs.claim(Samples.id(1)) == nil)
    #expect(runs.begin(Samples.id(1), at: 0))
    #expect(try runs.claim(Samples.id(2)) == nil)
    #expect(runs.endAll() == [Samples.id(1)])
    #expect(runs.areClaimed)
    #expect(!runs.begin(Samples.id(2), at: 0))
    #expect(runs.areClaimed)
    runs[Samples.id(2)] = nil
    #expect(!runs.areClaimed)
    #expect(throws: StoreError.closed) { try runs.claim(Samples.id(3)) }
  }
}
