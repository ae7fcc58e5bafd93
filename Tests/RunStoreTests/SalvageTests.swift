import Experiments
import Foundation
import GRDB
import Testing

@testable import RunStore

@Suite struct SalvageTests {
  let record: SalvageFixture

  init() throws { record = try SalvageFixture() }

  @Test func `every table of the schema has a rule`() throws {
    let tables = try Set(record.rows("descent.db").keys).filter { !$0.hasPrefix("sqlite_") }
    #expect(Set(SalvageRule.all.keys) == tables)
  }

  @Test func `salvage does not take weights for lost that were dropped of all epochs but the last`()
    throws
  {
    let path = record.folder.file("dropped.db")
    let store = try RunStore.open(path: path, mode: .create)
    let run = Samples.run(seed: 1, epochs: 1)
    _ = try store.plan(SweepPlan(experiment: "e", name: "s", runs: [run]), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(run, upTo: 1)
    try recorder.close()
    #expect(try store.dropWeights(of: run.id, keeping: KeptWeights(best: false)).epochs == 1)
    try store.close()
    let report = try RunStore.salvage(path, into: record.folder.file("new.db"))
    #expect(report[.weights].lost == 0 && report.losses == [])
  }

  @Test func `a whole file is read whole, and left as it is`() throws {
    let before = try record.bytes()
    let report = try record.salvage("descent.db")
    #expect(report.losses == [])
    #expect(report[.runs] == .init(read: 6))
    #expect(report[.epochs] == .init(read: 5 * 11 + 4))
    #expect(report[.weights] == .init(read: 5 * 11 + 4))
    #expect(report[.states] == .init(read: 6))
    for part in SalvageReport.Part.allCases {
      #expect(report[part].read > 0 && report[part].lost == 0, "\(part)")
    }
    let (old, new) = try (record.rows("descent.db"), record.rows())
    for (table, rows) in old where SalvageRule.all[table] != .leftBehind {
      #expect(!rows.isEmpty, "the fixture has no row of \(table)")
      #expect(new[table] == rows)
    }
    #expect(try record.bytes() == before)
    #expect(try record.folder.contents() == ["descent.db", "new.db"])
  }

  @Test func `a run keeps the epochs before the first that does not hold`() throws {
    try record.tamper("UPDATE epoch SET train_cost = 9 WHERE run = 2 AND epoch = 7")
    let report = try record.salvage()
    #expect(report[.epochs] == .init(read: 5 * 11 + 4 - 4, lost: 4))
    #expect(
      report.losses.first == Damage(run: Samples.id(2), epoch: 7, what: "the epochs up to 10")
    )
    let store = try record.open(.write)
    defer { try? store.close() }
    #expect(try store.epochs(of: Samples.id(2)).count == 7)
    #expect(try store.details(of: Samples.id(2)).summary.status == .lost)
  }

  @Test(arguments: ["layer", "weights", "epoch"])
  func `rows of an epoch before the first are left out`(table: String) throws {
    let sql = "UPDATE \(table) SET epoch = -115 WHERE run = 2 AND epoch = 7"
    try record.tamper(sql, isStrict: false)
    #expect(try record.salvage()[.epochs].read >= 5 * 11 + 4 - 4)
    let store = try record.open()
    defer { try? store.close() }
    #expect(try store.check() == [])
  }

  @Test func `a run without a state begins anew when its sweep is launched again`() throws {
    try record.tamper("UPDATE state SET optimizer = weights WHERE run = 2")
    #expect(try record.salvage()[.states] == .init(read: 5, lost: 1))
    let store = try record.open(.write)
    defer { try? store.close() }
    let runs = (1...6).map { Samples.run(seed: $0, epochs: 10) }
    let plan = SweepPlan(experiment: "e", name: "s", runs: runs)
    let planned = try store.plan(plan, numericsVersion: 1)
    let left = planned.points.filter { $0.ending == nil }
    #expect(left.map(\.run) == [Samples.id(2)])
    #expect(left.map(\.epochsDone) == [0])
    let recorder = try SQLiteRecorder.sample(store)
    #expect(try recorder.train(runs[1], upTo: 10).isFresh)
    try recorder.close()
    #expect(try store.check() == [])
    #expect(try record.rows()["weights"]?.count == record.rows("descent.db")["weights"]?.count)
  }

  @Test func `weights that do not hold are left out`() throws {
    try record.tamper(
      "UPDATE weights SET biases = weights WHERE run = 3 AND epoch = 5 AND layer = 3"
    )
    let report = try record.salvage()
    #expect(report[.weights] == .init(read: 5 * 11 + 4 - 1, lost: 1))
    #expect(report.losses == [Damage(run: Samples.id(3), epoch: 5, what: "its weights")])
    let store = try record.open()
    #expect(try store.keptEpochs(of: Samples.id(3)).contains(5) == false)
    #expect(try store.epochs(of: Samples.id(3)).count == 11)
    try store.close()
  }

  @Test func `a run whose definition does not hold is lost, and its sweep gets it back`() throws {
    try record.tamper("UPDATE run SET learning_rate = 0.25 WHERE id = 4")
    let report = try record.salvage()
    #expect(report[.runs] == .init(read: 5, lost: 1))
    #expect(report[.epochs] == .init(read: 4 * 11 + 4, lost: 11))
    let store = try record.open(.write)
    defer { try? store.close() }
    let runs = (1...6).map { Samples.run(seed: $0, epochs: 10) }
    #expect(try store.points(of: store.sweep(named: "s")).count == 5)
    let again = try store.plan(SweepPlan(experiment: "e", runs: runs), numericsVersion: 1)
    #expect(!again.isNew && again.name == "s" && again.remaining == 1)
    #expect(try store.check() == [])
    #expect(try store.points(of: store.sweep(named: "s")).map(\.run) == runs.map(\.id))
  }

  @Test(arguments: [
    "UPDATE run SET best_train_cost = 0.125", "UPDATE finding SET reference = 7",
    "DELETE FROM finding", "UPDATE run SET trashed_at = 5", "UPDATE sweep SET size = 3",
    "UPDATE sweep SET cancelled_at = 1",
  ])
  func `what follows from the rest is made again`(sql: String) throws {
    try record.tamper(sql)
    let report = try record.salvage()
    #expect(report[.epochs] == .init(read: 5 * 11 + 4))
    let (old, new) = try (record.rows("descent.db"), record.rows())
    #expect(new["finding"] == old["finding"])
    #expect(new["sweep"] == old["sweep"])
  }

  @Test(arguments: [
    ("UPDATE tag SET tag = 'other'", SalvageReport.Part.tags),
    ("UPDATE note SET note = 'x'", .notes),
    ("UPDATE verification SET epochs = 3", .verifications),
    ("UPDATE sweep SET name = 'x'", .sweeps),
    ("UPDATE gradient_check_layer SET kinks = 0", .gradientChecks),
    ("UPDATE experiment SET name = 'x'", .sweeps),
  ])
  func `what does not hold is counted as lost`(sql: String, part: SalvageReport.Part) throws {
    try record.tamper(sql)
    #expect(try record.salvage()[part] == .init(read: 0, lost: 1))
  }

  @Test func `the log is read as far as it holds, and behind what does not`() throws {
    let store = try record.open(.write, "descent.db")
    try store.tag([Samples.id(5)], adding: ["one"])
    let first = FileProbe.size(record.folder.file() + "-wal") ?? 0
    try store.tag([Samples.id(6)], adding: ["two"])
    let path = try record.folder.snapshot(of: record.folder.file(), as: "damaged.db")
    try store.close()
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    for (place, expected) in [
      (nil, ["one", "tagged", "two"]), (first + 100, ["one", "tagged"]),
      (33, ["one", "tagged", "two"]),
      (20, ["one", "tagged", "two"]), (28, ["one", "tagged", "two"]),
    ] as [(Int?, [String])] {
      var changed = log
      if let place { changed[place] ^= 1 }
      try changed.write(to: URL(fileURLWithPath: path + "-wal"))
      #expect(try record.salvage().losses == [])
      #expect(try tags() == expected, "byte \(place ?? -1)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-wal")) == changed)
    }
    try FileManager.default.removeItem(atPath: path + "-wal")
    try record.salvage()
    #expect(try tags() == ["tagged"])
  }

  private func tags() throws -> [String] {
    let store = try record.open()
    defer { try? store.close() }
    return try (1...6).flatMap { try store.details(of: Samples.id($0)).tags }.sorted()
  }

  @Test func `a file of an older schema is read into one of this`() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/schema-1/record", withExtension: "db")
    )
    try Data(contentsOf: url).write(to: URL(fileURLWithPath: record.folder.file("damaged.db")))
    let report = try record.salvage()
    #expect(report.losses == [])
    #expect(report[.runs].read > 0 && report[.sweeps].read > 0)
  }

  @Test func `nothing is made of junk, nor over a file`() throws {
    let path = record.folder.file("junk.db")
    try Data((0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 7919) })
      .write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.notADatabase(path: path)) { try record.salvage("junk.db") }
    let error = #expect(throws: StoreError.self) {
      try RunStore.salvage(record.folder.file(), into: path)
    }
    #expect(error?.exitCode == 73)
    #expect(throws: StoreError.missing(path: record.folder.file("none.db"))) {
      try record.salvage("none.db")
    }
    #expect(throws: StoreError.notADatabase(path: record.folder.path)) {
      try RunStore.salvage(record.folder.path, into: record.folder.file("new.db"))
    }
    #expect(try record.folder.contents() == ["descent.db", "junk.db"])
  }
}
