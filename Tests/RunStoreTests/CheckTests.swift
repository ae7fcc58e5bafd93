import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct CheckTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = [Samples.run(seed: 1), Samples.run(seed: 2)]
    _ = try store.plan(SweepPlan(experiment: "e", name: "s", runs: runs), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    for run in runs { try recorder.train(run, upTo: 3) }
    try recorder.close()
    try store.tag([Samples.id(1)], adding: ["tagged"])
    try store.note("noted", on: Samples.id(2))
  }

  @Test func `a record as it was written has no damage`() throws {
    #expect(try store.check() == [])
  }

  @Test(
    arguments: [
      ("UPDATE epoch SET train_cost = train_cost + 1e-15 WHERE run = 1 AND epoch = 2", 2),
      ("UPDATE epoch SET seconds = seconds * 2 WHERE run = 1 AND epoch = 0", 0),
      ("UPDATE epoch SET nan = 1, train_cost = NULL WHERE run = 1 AND epoch = 1", 1),
      ("UPDATE epoch SET examples = 5 WHERE run = 1 AND epoch = 3", 3),
      ("UPDATE layer SET delta_norm = 0 WHERE run = 1 AND epoch = 2 AND layer = 3", 2),
      ("DELETE FROM layer WHERE run = 1 AND epoch = 1 AND layer = 3", 1),
      ("UPDATE weights SET weights = biases WHERE run = 1 AND epoch = 1 AND layer = 3", 1),
      ("DELETE FROM epoch WHERE run = 1 AND epoch = 3", 3),
      ("UPDATE run SET learning_rate = 0.25 WHERE id = 1", nil),
      ("UPDATE run SET best_train_cost = 0.125 WHERE id = 1", nil),
      ("UPDATE run SET status = 'failed' WHERE id = 1", nil),
      ("UPDATE run SET sweep = NULL WHERE id = 1", nil),
      ("UPDATE run SET trashed_at = 0 WHERE id = 1", nil),
      ("UPDATE state SET optimizer = weights WHERE run = 1", nil),
      ("UPDATE tag SET tag = 'other'", nil),
    ] as [(String, Int?)]
  )
  func `what was changed is named with run and epoch`(sql: String, epoch: Int?) throws {
    try store.writing { db in try db.execute(sql: sql) }
    let damage = try store.check()
    #expect(damage.contains { $0.run == Samples.id(1) && $0.epoch == epoch }, "\(damage)")
    #expect(!damage.contains { $0.run == Samples.id(2) }, "\(damage)")
  }

  @Test(arguments: [
    "UPDATE epoch SET gradient_norm = 0.5 WHERE run = 3",
    "UPDATE epoch SET nan = nan - 512 WHERE run = 3",
    "UPDATE epoch SET nan = nan + 4096 WHERE run = 3",
    "UPDATE layer SET delta_norm = 0.5 WHERE run = 3",
    "UPDATE layer SET nan = nan - 2 WHERE run = 3 AND layer = 2",
  ])
  func `a NaN that became a number or nothing is found`(sql: String) throws {
    let run = Samples.run(seed: 3)
    _ = try store.plan(SweepPlan(experiment: "e", name: "t", runs: [run]), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(run)
    var epoch = Samples.epoch(0, cost: .nan)
    for index in epoch.layers.indices { epoch.layers[index].deltaNorm = .nan }
    try recorder.record(epoch, state: Samples.state(0), weights: .always, of: run.id)
    try recorder.end(run.id, .diverged(epoch: 0))
    try recorder.close()
    #expect(try store.check() == [])
    try store.writing { db in try db.execute(sql: sql) }
    let damage = try store.check()
    #expect(damage.contains { $0.run == run.id && $0.epoch == 0 }, "\(damage)")
  }

  @Test(arguments: [
    "UPDATE experiment SET name = 'x'", "UPDATE sweep SET name = 'x'",
    "UPDATE environment SET cpu = 'x'", "UPDATE sweep SET cancelled_at = 1",
  ])
  func `names that were changed are found`(sql: String) throws {
    try store.writing { db in try db.execute(sql: sql) }
    #expect(try store.check().count == 1)
  }

  /// Everything that the record can tell.
  func contents(_ store: RunStore) throws -> Contents {
    var lines: [String] = []
    var details: [RunDetails] = []
    try store.exportRuns(RunQuestion()) { lines.append("\($1)") }
    for table in HistoryTable.allCases {
      try store.export(table, of: .matching(.all)) { lines.append("\($0)") }
    }
    for seed in 1...2 {
      details.append(try store.details(of: Samples.id(seed)))
      for epoch in 0...3 {
        lines.append("\(String(describing: try store.weights(of: Samples.id(seed), epoch: epoch)))")
      }
    }
    return Contents(lines: lines, details: details)
  }

  struct Contents: Equatable {
    var lines: [String]
    var details: [RunDetails]
  }

  @Test func `a flipped bit is refused, reported or without effect`() throws {
    let before = try contents(store)
    try store.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    var random: UInt64 = 5
    for _ in 0..<150 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let bit = Int(random >> 33) % (8 * bytes.count)
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      try flipped.write(to: URL(fileURLWithPath: folder.file("flipped.db")))
      do {
        let other = try RunStore.open(path: folder.file("flipped.db"), mode: .read)
        defer { try? other.close() }
        if try contents(other) == before { continue }
        #expect(try !other.check().isEmpty, "bit \(bit)")
      } catch {
        #expect(error is StoreError, "bit \(bit): \(error)")
      }
    }
  }
}
