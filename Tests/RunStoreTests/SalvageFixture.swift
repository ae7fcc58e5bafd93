import Experiments
import Foundation
import GRDB
import Migrations
import Testing

@testable import RunStore

/// A record with rows in every table, and what becomes of it when its bytes are changed.
final class SalvageFixture {
  static let pageSize = Migrations.pageSize
  let folder: TemporaryFolder

  /// Five runs of 11 epochs, and one that diverged at epoch 3 and so shows a finding.
  init() throws {
    folder = try TemporaryFolder()
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = (1...6).map { Samples.run(seed: $0, epochs: 10) }
    _ = try store.plan(SweepPlan(experiment: "e", name: "s", runs: runs), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    for run in runs.dropLast() { try recorder.train(run, upTo: 10) }
    try recorder.train(runs[5], upTo: 2, ending: nil)
    let last = Samples.epoch(3, cost: .nan)
    try recorder.record(last, state: Samples.state(3), weights: .always, of: runs[5].id)
    try recorder.end(runs[5].id, .diverged(epoch: 3))
    try recorder.close()
    try addLabels(store)
    try store.close()
  }

  /// A note that does not fit its page, and evidence.
  private func addLabels(_ store: RunStore) throws {
    try store.tag([Samples.id(1)], adding: ["tagged"])
    try store.note((0..<6000).map(String.init).joined(separator: " "), on: Samples.id(2))
    try store.keep(InitialWeightsFile(Samples.weights(sizes: [2, 1]), label: "first.npz"))
    try store.recordVerification(
      of: Samples.id(3),
      epochs: 10,
      chain: [UInt8](repeating: 1, count: 16),
      difference: nil,
      environment: Samples.environment
    )
    let layer = GradientEvidence.Layer(
      layer: 2,
      parameters: 9,
      checked: 9,
      compared: 70,
      kinks: 2,
      largestError: 1e-9
    )
    let evidence = GradientEvidence(
      epoch: 2,
      examples: 8,
      tolerance: 1,
      passed: true,
      layers: [layer],
      environment: Samples.environment
    )
    try store.record(evidence, of: Samples.id(3))
  }

  func bytes(_ name: String = "descent.db") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
  }

  /// Writes a copy with other bytes.
  func damage(_ change: (inout Data) throws -> Void) throws {
    var data = try bytes()
    try change(&data)
    try data.write(to: URL(fileURLWithPath: folder.file("damaged.db")))
  }

  /// Writes a copy and changes it as a database, which may forget what rows must be.
  func tamper(_ sql: String, isStrict: Bool = true) throws {
    try damage { _ in }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = isStrict
    let queue = try DatabaseQueue(path: folder.file("damaged.db"), configuration: configuration)
    try queue.write { db in
      if !isStrict { try db.execute(sql: "PRAGMA ignore_check_constraints = ON") }
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  @discardableResult
  func salvage(_ name: String = "damaged.db", into new: String = "new.db") throws -> SalvageReport {
    try? FileManager.default.removeItem(atPath: folder.file(new))
    let report = try RunStore.salvage(folder.file(name), into: folder.file(new))
    let store = try RunStore.open(path: folder.file(new), mode: .read)
    #expect(try store.check() == [])
    try store.close()
    return report
  }

  func open(_ mode: RunStore.Mode = .read, _ name: String = "new.db") throws -> RunStore {
    try RunStore.open(path: folder.file(name), mode: mode)
  }

  /// Everything of a file by table, in an order that does not depend on its keys.
  func rows(_ name: String = "new.db") throws -> [String: [String]] {
    let queue = try DatabaseQueue(path: folder.file(name))
    defer { try? queue.close() }
    return try queue.read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"
      )
      let runs = try Row.fetchAll(db, sql: "SELECT id, hex(run_id) FROM run")
      let names = runs.reduce(into: [Int64: String]()) { $0[$1[0]] = $1[1] }
      return try tables.reduce(into: [:]) { all, table in
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
        all[table] = rows.map { row in
          row.filter { $0.0 != "attempt" }.map { name, value in
            let run = name == "run" ? Int64.fromDatabaseValue(value).flatMap { names[$0] } : nil
            return "\(name)=\(run ?? value.description)"
          }.joined(separator: " ")
        }.sorted()
      }
    }
  }

  /// The pages whose first byte tells that they are of a kind.
  func pages(ofKind kind: UInt8) throws -> [Int] {
    let data = try bytes()
    return (1..<data.count / Self.pageSize).filter { data[$0 * Self.pageSize] == kind }
  }
}

extension Data {
  /// Writes zeros over a page, counted from 0.
  mutating func zeroPage(_ page: Int) {
    let start = page * SalvageFixture.pageSize
    replaceSubrange(
      start..<start + SalvageFixture.pageSize,
      with: Data(count: SalvageFixture.pageSize)
    )
  }

  /// Writes four bytes, the most significant first.
  mutating func put(_ value: Int, at offset: Int) {
    for byte in 0..<4 {
      self[offset + byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * byte))
    }
  }
}
