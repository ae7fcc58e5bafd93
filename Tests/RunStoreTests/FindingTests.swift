import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct FindingTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
  }

  /// The training cost falls, the validation cost rises from epoch 2 on; at epoch 9 both are NaN.
  static func epoch(_ epoch: Int) -> EpochRecord {
    var record = Samples.epoch(epoch)
    record.validation?.cost = 1.0 + 0.25 * abs(Double(epoch - 2))
    if epoch == 9 { record.train.cost = .nan }
    return record
  }

  /// What the rules say of these epochs, by hand: 1.25 at epoch 3 is the first of five above 1.1.
  static let expected = [
    Finding(.overfitting, epoch: 7, .validationCost, value: 2.25, reference: 1, since: 2),
    Finding(.divergence, epoch: 9, .trainCost, value: .nan, reference: 1, since: 9),
  ]

  /// Records the epochs of a run from where it is, in a process of its own.
  func record(_ run: PlannedRun, through last: Int, ending: RunEnding? = nil) throws {
    let recorder = try SQLiteRecorder.sample(store)
    let first =
      switch try recorder.begin(run) {
      case .resumed(let state, _): state.epoch + 1
      default: 0
      }
    for epoch in first...last {
      try recorder.record(
        Self.epoch(epoch),
        state: Samples.state(epoch),
        weights: .always,
        of: run.id
      )
    }
    if let ending { try recorder.end(run.id, ending) }
    try recorder.close()
  }

  func expectFindings(of run: PlannedRun) throws {
    let details = try store.details(of: run.id)
    #expect(details.findings.map(\.kind) == Self.expected.map(\.kind))
    #expect(details.findings.first == Self.expected[0])
    #expect(details.findings.last?.value.isNaN == true)
    #expect(details.summary.findings == 2)
    #expect(try store.check() == [])
  }

  @Test func `what an epoch shows is recorded with it`() throws {
    let run = Samples.run(epochs: 20)
    try record(run, through: 6)
    #expect(try store.details(of: run.id).findings.isEmpty)
    #expect(try store.details(of: run.id).summary.findings == 0)
    try record(run, through: 9, ending: .diverged(epoch: 9))
    try expectFindings(of: run)
  }

  @Test(arguments: 0...8)
  func `a run that went on has the findings of one that was never interrupted`(
    epoch: Int
  ) throws {
    let run = Samples.run(epochs: 20)
    try record(run, through: epoch)
    try record(run, through: 9, ending: .diverged(epoch: 9))
    try expectFindings(of: run)
  }

  /// A run as a program without findings left it.
  private func forget(_ run: PlannedRun) throws {
    try store.writing { db in
      try db.execute(sql: "DELETE FROM finding")
      var row = try #require(try RunRow.find(db, run.id))
      row.summary.findings = nil
      _ = try row.save(db, ifAttempt: row.attempt)
    }
  }

  @Test func `a run without findings gets those of all its epochs when it goes on`() throws {
    let run = Samples.run(epochs: 20)
    try record(run, through: 8)
    try forget(run)
    #expect(try store.check() == [])
    #expect(try store.details(of: run.id).summary.findings == nil)
    try record(run, through: 9, ending: .diverged(epoch: 9))
    try expectFindings(of: run)
  }

  @Test func `lists, exports and filters tell findings`() throws {
    let (shown, healthy) = (Samples.run(seed: 1, epochs: 20), Samples.run(seed: 2, epochs: 4))
    let forgotten = Samples.run(seed: 3, epochs: 3)
    try record(shown, through: 9, ending: .diverged(epoch: 9))
    try record(healthy, through: 4, ending: .finished(stoppedEarlyAt: nil))
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(forgotten, upTo: 3)
    try recorder.close()
    try store.writing { db in
      var row = try #require(try RunRow.find(db, forgotten.id))
      row.summary.findings = nil
      _ = try row.save(db, ifAttempt: row.attempt)
    }
    var question = RunQuestion()
    question.columns = [try RunColumn.named("findings")]
    #expect(
      try store.runs(question).rows == [
        [.empty], [.text("none")], [.text("overfitting,divergence")],
      ]
    )
    var rows: [[StoredValue]] = []
    try store.export(.findings, of: .matching(.all)) { rows.append($0) }
    let id = StoredValue.text(shown.id.description)
    #expect(
      rows.first == [
        id, .integer(7), .empty, .text("overfitting"), .text("validation_cost"), .real(2.25),
        .real(1), .integer(2),
      ]
    )
    #expect(rows.count == 2)
    guard case .real(let value) = rows[1][5] else {
      Issue.record("\(rows[1])")
      return
    }
    #expect(value.isNaN)
    for (filter, count) in [
      ("finding = overfitting", 1), ("finding != 'overfitting'", 2), ("finding is empty", 2),
      ("finding in (plateau, divergence)", 1), ("findings = none", 1), ("findings is empty", 1),
      ("finding like 'over%' and findings contains divergence", 1),
    ] {
      question.condition = try Condition(filter: filter)
      #expect(try store.runs(question).runs.count == count, "\(filter)")
    }
    let error = #expect(throws: FilterError.self) { try Condition(filter: "finding = overfiting") }
    #expect(error?.description.contains("did you mean 'overfitting'?") == true)
  }

  @Test(arguments: [
    "UPDATE finding SET value = 2.5 WHERE epoch = 7",
    "UPDATE finding SET since = 3 WHERE epoch = 7",
    "UPDATE finding SET layer = 2", "UPDATE finding SET finding = 'plateau' WHERE epoch = 7",
    "UPDATE finding SET finding = 'odd' WHERE epoch = 7", "DELETE FROM finding WHERE epoch = 9",
    "UPDATE finding SET nan = 0, value = 1 WHERE epoch = 9", "UPDATE run SET findings = NULL",
  ])
  func `the check finds what was changed`(sql: String) throws {
    let run = Samples.run(epochs: 20)
    try record(run, through: 9, ending: .diverged(epoch: 9))
    try store.writing { db in try db.execute(sql: sql) }
    #expect(try store.check().contains { $0.run == run.id })
  }
}
