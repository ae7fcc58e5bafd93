import Experiments
import RunStore
import Testing

@Suite struct PurgeTests {
  @Test func `deletes finished runs that are in the trash, and no others`() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    for seed in 1...2 { try recorder.train(Samples.run(seed: seed), upTo: 3) }
    try recorder.train(Samples.run(seed: 3), upTo: 2, ending: nil)
    try recorder.flush()
    try store.setTrashed([Samples.id(1), Samples.id(3)], true)
    #expect(try store.purge([1, 2, 3].map(Samples.id)) == 1)
    let counts = try store.info().rowCounts
    #expect(counts["run"] == 2)
    #expect(counts["epoch"] == 4 + 3)
    #expect(counts["weights"] == 2 * counts["epoch", default: 0])
    try recorder.close()
    try store.close()
  }

  @Test func `a sweep keeps what is left, and gets back what is launched again`()
    throws
  {
    let folder = try TemporaryFolder()
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = (1...3).map { Samples.run(seed: $0) }
    let plan = SweepPlan(experiment: "e", name: "s", runs: runs)
    _ = try store.plan(plan, numericsVersion: 1)
    try store.setTrashed([runs[2].id], true)
    #expect(try store.purge([runs[2].id]) == 1)
    #expect(try store.check() == [])
    let again = try store.plan(plan, numericsVersion: 1)
    #expect(!again.isNew)
    #expect(try store.check() == [])
    #expect(try store.points(of: store.sweep(named: "s")).map(\.run) == runs.map(\.id))
    try store.setTrashed(runs.map(\.id), true)
    #expect(try store.purge(runs.map(\.id)) == 3)
    #expect(try store.sweeps().isEmpty)
    #expect(try store.check() == [])
    try store.close()
  }
}
