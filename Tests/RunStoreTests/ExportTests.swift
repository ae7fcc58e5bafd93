import Experiments
import GRDB
@testable import RunStore
import Testing

@Suite struct ExportTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = [2, 1].map { Samples.run(seed: $0, epochs: 2) }
    _ = try store.plan(SweepPlan(experiment: "e", name: "s", runs: runs), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    for run in runs.reversed() { try recorder.train(run, upTo: 2) }
    try recorder.close()
    try store.tag([Samples.id(1)], adding: ["b", "a"])
  }

  func rows(
    _ table: HistoryTable,
    of selection: RunSelection = .matching(.all),
    epoch: Int? = nil
  ) throws -> [[StoredValue]] {
    var rows: [[StoredValue]] = []
    try store.export(table, of: selection, epoch: epoch) { rows.append($0) }
    return rows
  }

  /// What any other tool reads from a view.
  func view(_ name: String) throws -> [[StoredValue]] {
    var rows: [[StoredValue]] = []
    try store.query("SELECT * FROM \(name)", header: { _ in }) { rows.append($0) }
    return rows
  }

  @Test func `exports say what the views say`() throws {
    #expect(try rows(.epochs) == view("epochs"))
    #expect(try rows(.layers) == view("layers"))
    var question = RunQuestion()
    question.order = .planned
    var runs: [[StoredValue]] = []
    try store.exportRuns(question) { runs.append($1) }
    #expect(try runs == view("runs"))
    #expect(runs[1].contains(.text("a,b")))
  }

  @Test func `the order is the sweep's, then epoch, then layer`() throws {
    let sweep = try store.sweep(named: "s")
    var question = RunQuestion()
    (question.condition, question.order) = (.member(of: sweep), .sweep(sweep))
    let all = try rows(.layers, of: .answers(question))
    let (first, second) = (Samples.id(2).description, Samples.id(1).description)
    #expect(all.count == 12)
    #expect(all.prefix(6).allSatisfy { $0[0] == .text(first) })
    #expect(all.suffix(6).allSatisfy { $0[0] == .text(second) })
    #expect(
      all.prefix(4).map { [$0[1], $0[2]] } == [
        [.integer(0), .integer(2)], [.integer(0), .integer(3)],
        [.integer(1), .integer(2)], [.integer(1), .integer(3)],
      ]
    )
  }

  @Test func `one epoch of chosen runs`() throws {
    let one = try rows(.epochs, of: .runs([Samples.id(1)]), epoch: 1)
    #expect(one.count == 1)
    #expect(one[0][1] == .integer(1))
    #expect(one[0][6] == .real(0.5))
    #expect(one[0][10] == .real(4000))
    #expect(throws: StoreError.unknownRun(Samples.id(9).description)) {
      try rows(.epochs, of: .runs([Samples.id(9)]))
    }
  }

  @Test func `NaN comes out as NaN and reads as NULL in the views`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    var record = Samples.epoch(0)
    record.weightNorm = .nan
    record.layers[1].deltaNorm = .nan
    _ = try recorder.begin(Samples.run(seed: 5))
    try recorder.record(
      record,
      state: Samples.state(0),
      weights: .whileLast,
      of: Samples.id(5)
    )
    try recorder.close()
    let epoch = try rows(.epochs, of: .runs([Samples.id(5)]))[0]
    let layer = try rows(.layers, of: .runs([Samples.id(5)]))[1]
    guard case .real(let norm) = epoch[8], case .real(let delta) = layer[4] else {
      Issue.record("\(epoch) \(layer)")
      return
    }
    #expect(norm.isNaN && delta.isNaN)
    #expect(try view("epochs").last?[8] == .empty)
  }

  @Test func `runs in the trash are in no view and no export`() throws {
    try store.setTrashed([Samples.id(1)], true)
    #expect(try rows(.epochs).count == 3)
    #expect(try view("runs").count == 1)
    #expect(try view("epochs").count == 3)
    #expect(try view("layers").count == 6)
  }

  @Test func `what the reader throws ends the export and passes through`() throws {
    struct Broken: Error {}
    var count = 0
    #expect(throws: Broken.self) {
      try store.export(.epochs, of: .matching(.all)) { _ in
        count += 1
        if count == 2 { throw Broken() }
      }
    }
    #expect(count == 2)
    #expect(try rows(.epochs).count == 6)
  }
}
