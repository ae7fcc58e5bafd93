import Experiments
@testable import RunStore
import Testing

@Suite struct SweepPlanTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
  }

  func plan(
    _ seeds: [Int],
    experiment: String = "e",
    name: String? = nil,
    epochs: Int = 3
  ) throws -> PlannedSweep {
    let runs = seeds.map { Samples.run(seed: $0, epochs: epochs) }
    return try store.plan(
      SweepPlan(experiment: experiment, name: name, source: "seed=…", runs: runs),
      numericsVersion: 1
    )
  }

  @Test func `the same points are the same sweep`() throws {
    let first = try plan([3, 1, 2], name: "s")
    let second = try plan([3, 1, 2], name: "other")
    #expect(first.isNew && !second.isNew)
    #expect(second.name == "s")
    #expect(first.points == second.points)
    #expect(first.remaining == 3)
    #expect(try store.sweeps().map(\.name) == ["s"])
    #expect(try store.counts() == [.queued: 3])
    #expect(try !plan([1, 2, 3]).isNew)
    #expect(try plan([3, 1, 2], experiment: "f").isNew)
    #expect(try store.counts() == [.queued: 3])
  }

  @Test func `a name that means another sweep is told`() throws {
    #expect(try plan([1], name: "s").nameConflict == nil)
    #expect(try plan([1], name: "t").nameConflict == .notGiven(asked: "t"))
    #expect(try plan([1, 2], name: "s").nameConflict == .takenOver(points: 1))
    #expect(try plan([1, 2], name: "s").nameConflict == nil)
    #expect(try plan([1], name: "s").nameConflict == .meansNewer(points: 2))
    #expect(try plan([1]).nameConflict == nil)
    #expect(try store.points(of: store.sweep(named: "s")).count == 2)
  }

  @Test func `a limit alone that is asked for anew is noted`() throws {
    for minDelta in [0, 0.25] {
      let run = Samples.run(earlyStopping: 2, minDelta: minDelta)
      let asked = SweepPlan(experiment: "e", runs: [run])
      _ = try store.plan(asked, numericsVersion: 1)
      #expect(
        try store.details(of: Samples.id(1)).definition.values[.minDelta] == .real(minDelta)
      )
    }
  }

  @Test func `a point that comes twice counts once`() throws {
    #expect(try plan([1, 2, 1]).points.map(\.run) == [Samples.id(1), Samples.id(2)])
  }

  @Test func `what is done is told by the limits asked for now`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(seed: 1), upTo: 3)
    try recorder.train(Samples.run(seed: 2), upTo: 2, ending: .diverged(epoch: 2))
    try recorder.close()
    let asked = try plan([1, 2, 3])
    #expect(
      asked.points.map(\.ending) == [.finished(stoppedEarlyAt: nil), .diverged(epoch: 2), nil]
    )
    #expect(asked.points.map(\.epochsDone) == [3, 2, 0])
    #expect(try plan([1, 2, 3], epochs: 5).remaining == 2)
    #expect(try store.details(of: Samples.id(1)).definition.values[.epochs] == .integer(5))
    let outlook = try store.outlook(of: [Samples.run(seed: 1, epochs: 2), Samples.run(seed: 9)])
    #expect(outlook.map(\.ending) == [.finished(stoppedEarlyAt: nil), nil])
  }

  @Test func `a run shows the first sweep it belonged to`() throws {
    _ = try plan([1, 2], experiment: "e", name: "first")
    _ = try plan([2, 3], experiment: "f", name: "second")
    let shown = try [1, 2, 3].map { try store.details(of: Samples.id($0)) }
    #expect(shown.map(\.sweep) == ["first", "first", "second"])
    #expect(shown.map(\.experiment) == ["e", "e", "f"])
    let second = try store.sweep(named: "second")
    #expect(try store.points(of: second).map(\.run) == [Samples.id(2), Samples.id(3)])
    var question = RunQuestion()
    question.condition = .member(of: second)
    #expect(try store.runs(question).runs == [Samples.id(3), Samples.id(2)])
    question.condition = .experiment("f")
    #expect(try store.runs(question).runs == [Samples.id(3), Samples.id(2)])
  }

  @Test func `a point in the trash is restored`() throws {
    _ = try plan([1, 2])
    try store.setTrashed([Samples.id(1)], true)
    #expect(try store.counts() == [.queued: 1])
    _ = try plan([1, 2])
    #expect(try store.counts() == [.queued: 2])
    try store.setTrashed([Samples.id(2)], true)
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run(seed: 2))
    #expect(try store.counts() == [.queued: 1, .running: 1])
    try recorder.close()
  }

  @Test func `launching a cancelled sweep takes the cancellation back`() throws {
    _ = try plan([1])
    try store.cancel(store.sweep())
    #expect(try store.sweep().cancelledAt != nil)
    _ = try plan([1])
    #expect(try store.sweep().cancelledAt == nil)
  }

  @Test(arguments: ["", "a\nb", "a\u{202e}b", String(repeating: "x", count: 256)])
  func `names that trip terminals are refused`(name: String) {
    #expect(throws: StoreError.self) { try plan([1], experiment: name) }
    #expect(throws: StoreError.self) { try plan([1], name: name) }
  }

  @Test func `an unknown sweep is an error that names the known`() throws {
    _ = try plan([1], name: "s")
    #expect(throws: StoreError.unknown(kind: "sweep", name: "t", known: ["s"])) {
      try store.sweep(named: "t")
    }
  }
}
