import Experiments
import Foundation
import GRDB
import Testing

@testable import RunStore

/// Files with the right schema and numbers that nobody recorded: an error, never a trap.
@Suite struct HostileRecordTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let run = Samples.run()
    _ = try store.plan(SweepPlan(experiment: "e", name: "s", runs: [run]), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(run, upTo: 3)
    try recorder.close()
  }

  /// Asks everything; an error has to be the store's own.
  private func askEverything() {
    let run = Samples.id(1)
    let questions: [() throws -> Void] = [
      { _ = try store.runs(RunQuestion()) },
      { _ = try store.details(of: run) },
      { _ = try store.epochs(of: run) },
      { _ = try store.layers(of: run, epoch: 1) },
      { _ = try store.keptEpochs(of: run) },
      { _ = try store.weights(of: run, epoch: 3) },
      { _ = try store.state(of: run) },
      { _ = try store.recordedEpoch(3, of: run) },
      { _ = try store.history(of: run, through: 3) },
      { _ = try store.sweeps() },
      { _ = try store.counts() },
      { _ = try store.info() },
      { try store.export(.epochs, of: .matching(.all)) { _ in } },
      { try store.export(.layers, of: .matching(.all)) { _ in } },
      { _ = try store.outlook(of: [Samples.run(epochs: 9)]) },
      { _ = try SQLiteRecorder.sample(store).begin(Samples.run(epochs: 9)) },
    ]
    for question in questions {
      do {
        try question()
      } catch {
        #expect(error is StoreError, "\(error)")
      }
    }
  }

  @Test(arguments: [
    "run SET epochs_done = 9223372036854775807", "run SET epochs_done = -1",
    "run SET best_epoch = -9223372036854775808", "run SET attempt = 9223372036854775807",
    "run SET started_at = -9223372036854775808, finished_at = 9223372036854775807",
    "epoch SET epoch = 9223372036854775807 WHERE epoch = 3", "epoch SET epoch = -1 WHERE epoch = 0",
    "epoch SET examples = 9223372036854775807", "epoch SET nan = -1",
    "layer SET layer = 9223372036854775807 WHERE layer = 3",
    "state SET epoch = -5", "state SET weights = x'00'",
    "weights SET weights = x'01' WHERE epoch = 1",
    "run SET sizes = '[]'", "run SET sizes = '[[['", "run SET sizes = '[2, 3]'",
    "run SET sizes = '[2, -3, 2]'",
    "run SET sizes = '[4611686018427387904, 4611686018427387904]'",
  ])
  func `numbers that nobody recorded are found, and trap nowhere`(change: String) throws {
    try store.writing { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA defer_foreign_keys = ON")
      try db.execute(sql: "UPDATE \(change)")
      // Rows that belong to the changed ones go with them, so that the change can be committed.
      try db.execute(
        sql:
          "DELETE FROM weights WHERE (run, epoch, layer) NOT IN (SELECT run, epoch, layer FROM layer)"
      )
      try db.execute(
        sql: "DELETE FROM layer WHERE (run, epoch) NOT IN (SELECT run, epoch FROM epoch)"
      )
    }
    #expect(try !store.check().isEmpty)
    askEverything()
  }

  @Test(arguments: ["heartbeat", "heard_at"])
  func `a process of no possible time is an error`(column: String) throws {
    let identity = ProcessIdentity.current
    try store.writing { db in
      try db.execute(
        sql: """
          INSERT INTO process (pid, start_time, boot, host, heartbeat, heard_at)
          VALUES (?, ?, ?, ?, 0, 0)
          """,
        arguments: [identity.pid, identity.startTime, identity.boot, identity.host]
      )
      try db.execute(sql: "UPDATE process SET \(column) = -9223372036854775808")
      try db.execute(
        sql: "UPDATE run SET status = 'running', process = (SELECT max(id) FROM process)"
      )
    }
    askEverything()
  }
}
