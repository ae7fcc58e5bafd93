import Experiments
import Foundation
import GRDB
@testable import RunStore
import Synchronization
import Testing

/// Who may train a run, and what is left of it.
@Suite struct ClaimTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
  }

  @Test func `a run that has its epochs is done, and more epochs continue it`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(epochs: 3), upTo: 3)
    #expect(try recorder.begin(Samples.run(epochs: 3)).doneStatus == .finished)
    #expect(try recorder.begin(Samples.run(epochs: 2)).doneStatus == .finished)
    guard case .resumed(let state, _) = try recorder.begin(Samples.run(epochs: 5)) else {
      Issue.record("not resumed")
      return
    }
    #expect(state.epoch == 3)
    try recorder.record(4, weights: .always, of: Samples.id(1))
    try recorder.end(Samples.id(1), .interrupted)
    try recorder.close()
    let details = try store.details(of: Samples.id(1))
    #expect(details.definition.values[.epochs] == .integer(5))
    #expect(details.summary.status == .interrupted)
  }

  @Test func `a diverged run is done whatever is asked for`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(epochs: 3), upTo: 2, ending: .diverged(epoch: 2))
    #expect(try recorder.begin(Samples.run(epochs: 30)).doneStatus == .diverged)
    try recorder.close()
  }

  @Test func `a run whose stopping rule has struck is done until the rule is loosened`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    let strict = Samples.run(epochs: 9, earlyStopping: 2)
    _ = try recorder.begin(strict)
    for (epoch, cost) in [1.0, 0.5, 0.6, 0.7].enumerated() {
      try recorder.record(
        Samples.epoch(epoch, cost: cost),
        state: Samples.state(epoch),
        weights: .always,
        of: strict.id
      )
    }
    try recorder.end(strict.id, .finished(stoppedEarlyAt: 3))
    #expect(try recorder.begin(strict).doneStatus == .finished)
    let loose = try recorder.begin(Samples.run(epochs: 9, earlyStopping: 3))
    guard case .resumed = loose else {
      Issue.record("\(loose)")
      return
    }
    try recorder.end(strict.id, .interrupted)
    try recorder.close()
  }

  @Test func `a process that was silent for long and taken for gone claims again`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run(seed: 1))
    try store.queue.inDatabase {
      try $0.execute(sql: "UPDATE process SET heartbeat = heartbeat - 61000")
    }
    #expect(try store.reap() == 1)
    #expect(try recorder.begin(Samples.run(seed: 2)).isFresh)
    try recorder.record(0, weights: .always, of: Samples.id(2))
    try recorder.end(Samples.id(2), .interrupted)
    try recorder.close()
    #expect(try store.details(of: Samples.id(1)).summary.status == .lost)
    #expect(try store.details(of: Samples.id(2)).summary.status == .interrupted)
  }

  @Test func `a run is trained by one process at a time`() throws {
    let first = try SQLiteRecorder.sample(store)
    let second = try RunStore.open(path: folder.file(), mode: .write)
    // The other process is the one that started this one: it lives, and it is not this one.
    let parent = Int(getppid())
    let rival = try SQLiteRecorder.sample(
      second,
      pid: parent,
      startTime: ProcessIdentity.startTime(of: parent)
    )
    #expect(try rival.begin(Samples.run()).isFresh)
    let beginning = try first.begin(Samples.run())
    guard case .held(let holder) = beginning else {
      Issue.record("\(beginning)")
      return
    }
    #expect(holder.hasPrefix("process \(parent) on "))
    #expect(try first.begin(Samples.run(seed: 2)).isFresh)
    try rival.end(Samples.id(1), .interrupted)
    try rival.flush()
    #expect(try first.begin(Samples.run()).isFresh)
    try first.close()
    try rival.close()
    try second.close()
  }

  @Test func `a run whose process is gone is lost and can be claimed at once`() throws {
    let gone = try SQLiteRecorder.sample(store, startTime: 1)
    try gone.train(Samples.run(epochs: 9), upTo: 2, ending: nil)
    try gone.flush()
    let second = try RunStore.open(path: folder.file(), mode: .write)
    #expect(try second.counts() == [.lost: 1])
    #expect(try second.reap() == 1)
    #expect(try second.reap() == 0)
    let recorder = try SQLiteRecorder.sample(second)
    guard case .resumed = try recorder.begin(Samples.run(epochs: 9)) else {
      Issue.record("not resumed")
      return
    }
    // What the old process still says comes too late.
    try gone.record(
      Samples.epoch(3, cost: 7),
      state: Samples.state(3),
      weights: .always,
      of: Samples.id(1)
    )
    try gone.flush()
    #expect(throws: StoreError.taken(Samples.id(1))) {
      try gone.record(4, weights: .always, of: Samples.id(1))
    }
    try recorder.record(3, weights: .always, of: Samples.id(1))
    try recorder.flush()
    #expect(try second.epochs(of: Samples.id(1)) == (0...3).map { Samples.epoch($0) })
    try recorder.close()
    try second.close()
  }

  @Test func `who lost a run no longer drops the weights that were its best`() throws {
    let gone = try SQLiteRecorder.sample(store, startTime: 1)
    _ = try gone.begin(Samples.run(epochs: 9))
    for epoch in 0...2 {
      try gone.record(epoch, weights: epoch == 0 ? .whileBest : .whileLast, of: Samples.id(1))
    }
    try gone.flush()
    let second = try RunStore.open(path: folder.file(), mode: .write)
    let recorder = try SQLiteRecorder.sample(second)
    _ = try recorder.begin(Samples.run(epochs: 9))
    try gone.record(3, weights: .whileBest, of: Samples.id(1))
    try gone.flush()
    #expect(try second.keptEpochs(of: Samples.id(1)) == [0, 2])
    #expect(try second.check() == [])
    try recorder.close()
    try second.close()
  }

  @Test func `a claim shuts out the process that had the run before`() throws {
    let second = try RunStore.open(path: folder.file(), mode: .write)
    let recorder = try SQLiteRecorder.sample(second)
    let gone = try SQLiteRecorder.sample(store, startTime: 1)
    try gone.train(Samples.run(epochs: 9), upTo: 2, ending: nil)
    try gone.flush()
    guard case .resumed = try recorder.begin(Samples.run(epochs: 9)) else {
      Issue.record("not resumed")
      return
    }
    try gone.record(
      Samples.epoch(3, cost: 7),
      state: Samples.state(3),
      weights: .always,
      of: Samples.id(1)
    )
    try gone.flush()
    #expect(try second.epochs(of: Samples.id(1)).count == 3)
    #expect(try second.check() == [])
    try recorder.close()
    try second.close()
  }

  @Test(arguments: [
    RunEnding.failed("no memory"), .interrupted, .finished(stoppedEarlyAt: nil), nil,
  ])
  func `a run that is stopped before anything is recorded of it stands as before`(
    ending: RunEnding?
  ) throws {
    let recorder = try SQLiteRecorder.sample(store)
    if let ending { try recorder.train(Samples.run(epochs: 2), upTo: 2, ending: ending) }
    try recorder.flush()
    let before = try ending.map { _ in try store.details(of: Samples.id(1)).summary }
    _ = try recorder.begin(Samples.run(epochs: 9))
    try recorder.end(Samples.id(1), .interrupted)
    try recorder.flush()
    let after = try store.details(of: Samples.id(1))
    #expect(after.summary == before ?? RunSummary(plannedAt: after.summary.plannedAt))
    #expect(after.environment == (before == nil ? nil : Samples.environment))
    #expect(try store.check() == [])
    try recorder.train(Samples.run(epochs: 9), upTo: 9)
    try recorder.close()
    #expect(try store.details(of: Samples.id(1)).summary.epochsDone == 9)
  }

  @Test func `a run that was stopped has the environment of what is recorded of it`() throws {
    let first = try SQLiteRecorder.sample(store)
    try first.train(Samples.run(epochs: 9), upTo: 2, ending: .failed("no memory"))
    try first.close()
    var elsewhere = Samples.environment
    elsewhere.cpu = "another"
    let second = try SQLiteRecorder(store: store, environment: elsewhere, numericsVersion: 1)
    _ = try second.begin(Samples.run(epochs: 9))
    try second.end(Samples.id(1), .interrupted)
    try second.flush()
    #expect(try store.details(of: Samples.id(1)).environment == Samples.environment)
    try second.train(Samples.run(epochs: 9), upTo: 3, ending: .interrupted)
    try second.close()
    #expect(try store.details(of: Samples.id(1)).environment == elsewhere)
    #expect(try store.details(of: Samples.id(1)).summary.status == .interrupted)
  }

  @Test func `a run whose process was gone is lost when it is stopped at once`() throws {
    let second = try RunStore.open(path: folder.file(), mode: .write)
    let recorder = try SQLiteRecorder.sample(second)
    let gone = try SQLiteRecorder.sample(store, startTime: 1)
    try gone.train(Samples.run(epochs: 9), upTo: 2, ending: nil)
    try gone.flush()
    _ = try recorder.begin(Samples.run(epochs: 9))
    try recorder.end(Samples.id(1), .interrupted)
    try recorder.close()
    let status = try second.queue.inDatabase { db in
      try String.fetchAll(db, sql: "SELECT status FROM run")
    }
    #expect(status == ["lost"])
    #expect(try second.check() == [])
    try second.close()
  }
}
