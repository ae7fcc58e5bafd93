import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct MergeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Makes a file with runs by seed and last epoch.
  func make(
    _ name: String,
    _ runs: [(seed: Int, last: Int)],
    experiment: String = "e",
    sweep: String? = nil,
    change: (RunStore) throws -> Void = { _ in }
  ) throws {
    let store = try RunStore.open(path: folder.file(name), mode: .create)
    let planned = runs.map { Samples.run(seed: $0.seed, epochs: $0.last) }
    _ = try store.plan(
      SweepPlan(experiment: experiment, name: sweep, runs: planned),
      numericsVersion: 1
    )
    let recorder = try SQLiteRecorder.sample(store)
    for (run, last) in zip(planned, runs.map(\.last)) { try recorder.train(run, upTo: last) }
    try recorder.close()
    try change(store)
    try store.close()
  }

  @discardableResult
  func merge(_ others: String..., into name: String) throws -> MergeReport {
    try RunStore.merge(others.map { folder.file($0) }, into: folder.file(name))
  }

  func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(atPath: folder.file(name), toPath: folder.file(other))
  }

  /// Everything that exports and lists tell of a file.
  func contents(_ name: String) throws -> [String] {
    let store = try RunStore.open(path: folder.file(name), mode: .read)
    defer { try? store.close() }
    #expect(try store.check() == [])
    var lines: [String] = []
    var question = RunQuestion()
    question.columns = RunColumn.all
    question.order = .planned
    try store.exportRuns(question) { lines.append("\($0) \($1)") }
    for table in HistoryTable.allCases {
      try store.export(table, of: .matching(.all)) { lines.append("\($0)") }
    }
    for run in try store.runs(question).runs {
      let details = try store.details(of: run)
      lines.append("\(details.summary) \(details.tags) \(details.note ?? "")")
      lines.append("\(details.environment?.commandLine ?? "") \(details.isTrashed)")
      lines.append("\(try store.verifications(of: run)) \(try store.gradientChecks(of: run))")
      lines.append(
        "\(try store.keptEpochs(of: run)) \(String(describing: try store.state(of: run)))"
      )
    }
    for sweep in try store.sweeps() {
      lines.append("\(sweep.name) \(sweep.experiment) \(sweep.createdAt)")
      lines.append("\(try store.points(of: sweep).map(\.run))")
    }
    return lines
  }

  @Test func `the union is the same in any order and however often`() throws {
    try make("a.db", [(1, 3), (2, 2), (3, 3)], sweep: "first")
    try make("b.db", [(4, 3), (2, 4)], experiment: "f") { store in
      try store.tag([Samples.id(4)], adding: ["b"])
      try store.tag([Samples.id(2)], adding: ["longer"])
    }
    try make("c.db", [(3, 1), (1, 3), (2, 2)], sweep: "same points")
    for name in ["a", "b", "c"] { try copy("\(name).db", to: "\(name)0.db") }
    try merge("b.db", "c.db", into: "a0.db")
    try merge("c.db", into: "b0.db")
    try merge("a.db", into: "b0.db")
    try merge("b.db", "a.db", into: "c0.db")
    try merge("c.db", "a.db", "b.db", into: "new.db")
    let expected = try contents("a0.db")
    #expect(expected.count > 50)
    for name in ["b0.db", "c0.db", "new.db"] { #expect(try contents(name) == expected, "\(name)") }
    try merge("b.db", "a.db", "new.db", into: "a0.db")
    #expect(try contents("a0.db") == expected)
  }

  @Test func `the longer history wins and seconds are no difference`() throws {
    try make("a.db", [(1, 2)])
    try make("b.db", [(1, 4)])
    let other = try DatabaseQueue(path: folder.file("a.db"))
    let seconds = 0.25
    try other.write { db in
      let run = try #require(try RunRow.find(db, Samples.id(1)))
      var summary = RunSummary(plannedAt: run.summary.plannedAt)
      summary.sizes = run.summary.sizes
      var chain = Samples.id(1).bytes
      for epoch in 0...2 {
        var recorded = try #require(try RecordedEpoch.read(db, run: 1, epoch: epoch))
        recorded.record.seconds = seconds
        chain = recorded.record.chain(after: chain, weightsDigests: recorded.weightsDigests)
        summary.absorb(recorded.record, chain: chain)
        try db.execute(
          sql: "UPDATE epoch SET seconds = ?, chain = ? WHERE epoch = ?",
          arguments: [seconds, Data(chain), epoch]
        )
      }
      var changed = run
      changed.summary = summary
      changed.summary.status = .finished
      _ = try changed.save(db, ifAttempt: run.attempt)
    }
    try other.close()
    try copy("b.db", to: "b0.db")
    let report = try merge("a.db", into: "b.db")
    #expect(report.conflicts == [])
    #expect(report.sources.first?.kept == 1)
    #expect(try merge("b0.db", into: "a.db").sources.first?.replaced == 1)
    #expect(try contents("a.db") == contents("b.db"))
  }

  @Test func `a different prefix is a conflict that changes nothing`() throws {
    try make("a.db", [(1, 3), (2, 3)])
    try make("b.db", [(5, 2)])
    let store = try RunStore.open(path: folder.file("c.db"), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run(seed: 2))
    for epoch in 0...1 {
      try recorder.record(
        Samples.epoch(epoch, cost: 7),
        state: Samples.state(epoch),
        weights: .always,
        of: Samples.id(2)
      )
    }
    try recorder.end(Samples.id(2), .interrupted)
    try recorder.close()
    try store.close()
    let before = try contents("a.db")
    let report = try merge("b.db", "c.db", into: "a.db")
    #expect(report.conflicts.map(\.run) == [Samples.id(2)])
    #expect(report.conflicts.first?.path == folder.file("c.db"))
    #expect(report.conflicts.first?.description == "epoch 0, train_cost: 1 here, 7 there")
    #expect(try contents("a.db") == before)
    #expect(try merge("a.db", "c.db", into: "new.db").conflicts.count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.file("new.db")))
  }

  @Test func `labels, notes and evidence of both copies are kept`() throws {
    try make("a.db", [(1, 2)]) { store in
      try store.tag([Samples.id(1)], adding: ["x", "y"])
      try store.note("ours", on: Samples.id(1))
      try store.recordVerification(
        of: Samples.id(1),
        epochs: 2,
        chain: [UInt8](repeating: 1, count: 16),
        difference: nil,
        environment: Samples.environment
      )
    }
    try make("b.db", [(1, 3)]) { store in
      try store.tag([Samples.id(1)], adding: ["y", "z"])
      try store.note("their words", on: Samples.id(1))
      try store.record(
        GradientEvidence(
          epoch: 1,
          examples: 4,
          tolerance: 1e-5,
          passed: true,
          layers: [
            .init(layer: 2, parameters: 3, checked: 3, compared: 9, kinks: 0, largestError: 1e-9)
          ],
          environment: Samples.environment
        ),
        of: Samples.id(1)
      )
    }
    try merge("b.db", into: "a.db")
    try merge("b.db", into: "a.db")
    let store = try RunStore.open(path: folder.file("a.db"), mode: .read)
    let details = try store.details(of: Samples.id(1))
    #expect(details.tags == ["x", "y", "z"])
    #expect(details.note == "ours\n---\ntheir words")
    #expect(try store.verifications(of: Samples.id(1)).count == 1)
    #expect(try store.gradientChecks(of: Samples.id(1)).map(\.layers.count) == [1])
    try store.close()
  }

  @Test func `a run is in the trash only where it is in both`() throws {
    for name in ["a.db", "b.db"] { try make(name, [(1, 2), (2, 2)]) }
    for (name, seeds) in [("a.db", [1, 2]), ("b.db", [2])] {
      let store = try RunStore.open(path: folder.file(name), mode: .write)
      try store.setTrashed(seeds.map(Samples.id), true)
      try store.close()
    }
    try merge("b.db", into: "a.db")
    let store = try RunStore.open(path: folder.file("a.db"), mode: .read)
    #expect(try [1, 2].map { try store.details(of: Samples.id($0)).isTrashed } == [false, true])
    try store.close()
  }

  @Test func `weights kept by either copy are kept`() throws {
    try make("a.db", [(1, 3)])
    try copy("a.db", to: "b.db")
    for (name, epochs) in [("a.db", "0, 1"), ("b.db", "1, 2")] {
      let queue = try DatabaseQueue(path: folder.file(name))
      try queue.write { try $0.execute(sql: "DELETE FROM weights WHERE epoch IN (\(epochs))") }
      try queue.close()
    }
    try merge("b.db", into: "a.db")
    let store = try RunStore.open(path: folder.file("a.db"), mode: .read)
    #expect(try store.keptEpochs(of: Samples.id(1)) == [0, 2, 3])
    #expect(try store.check() == [])
    try store.close()
  }

  @Test func `damage in another file is found before anything is taken`() throws {
    try make("a.db", [(1, 2)])
    try make("b.db", [(2, 2), (3, 2)])
    let queue = try DatabaseQueue(path: folder.file("b.db"))
    try queue.write {
      try $0.execute(sql: "UPDATE layer SET delta_norm = 9 WHERE run = 2 AND epoch = 1")
    }
    try queue.close()
    let before = try contents("a.db")
    let error = #expect(throws: StoreError.self) { try merge("b.db", into: "a.db") }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("epoch 1, its numbers") == true)
    #expect(try contents("a.db") == before)
    #expect(throws: StoreError.self) { try merge("b.db", into: "new.db") }
    #expect(!FileManager.default.fileExists(atPath: folder.file("new.db")))
  }

  @Test func `what a process trains is not replaced under its hands`() throws {
    try make("b.db", [(1, 3)])
    let store = try RunStore.open(path: folder.file("a.db"), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 1, ending: nil)
    try recorder.flush()
    let error = #expect(throws: StoreError.self) { try merge("b.db", into: "a.db") }
    #expect(error?.exitCode == 75)
    for epoch in 2...4 {
      try recorder.record(epoch, weights: .always, of: Samples.id(1))
    }
    try recorder.flush()
    #expect(try merge("b.db", into: "a.db").sources.first?.kept == 1)
    try recorder.end(Samples.id(1), .interrupted)
    try recorder.close()
    try store.close()
    #expect(try contents("a.db").count > 5)
  }

  @Test func `a sweep gets back the runs that one of two files has purged`() throws {
    try make("a.db", [(1, 1), (2, 1), (3, 1)], sweep: "s")
    try copy("a.db", to: "b.db")
    for (file, seed) in [("a.db", 1), ("b.db", 3)] {
      let store = try RunStore.open(path: folder.file(file), mode: .write)
      try store.setTrashed([Samples.id(seed)], true)
      try store.purge([Samples.id(seed)])
      try store.close()
    }
    try merge("a.db", "b.db", into: "ab.db")
    try merge("b.db", "a.db", into: "ba.db")
    #expect(try contents("ab.db") == contents("ba.db"))
    let store = try RunStore.open(path: folder.file("ab.db"), mode: .read)
    #expect(try store.points(of: store.sweep(named: "s")).map(\.run) == (1...3).map(Samples.id))
    try store.close()
  }

  @Test func `a file cannot be merged into itself`() throws {
    try make("a.db", [(1, 1)])
    let error = #expect(throws: StoreError.self) { try merge("a.db", into: "a.db") }
    #expect(error?.exitCode == 64)
  }

  @Test func `each table of a record has a rule`() throws {
    try make("a.db", [(1, 1)])
    let tables = try DatabaseQueue(path: folder.file("a.db")).read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    let elsewhere = [
      "environment", "process", "experiment", "sweep", "run", "sweep_run", "weights", "tag", "note",
      "initial_weights", "verification", "gradient_check", "gradient_check_layer",
    ]
    #expect(Set(tables) == Set(elsewhere + RunRows.history + RunRows.replaced))
  }
}
