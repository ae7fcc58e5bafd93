import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct OpeningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func open(_ mode: RunStore.Mode, _ name: String = "descent.db") throws(StoreError) -> RunStore {
    try RunStore.open(path: folder.file(name), mode: mode)
  }

  func make(_ name: String = "descent.db") throws {
    let store = try open(.create, name)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 3)
    try recorder.close()
    try store.close()
  }

  @Test func `a new file has a log from the beginning, and nothing lies beside it`() throws {
    try FileCreation(path: folder.file(), schema: .current).create()
    #expect(try folder.contents() == ["descent.db"])
    let header = try Data(contentsOf: URL(fileURLWithPath: folder.file())).prefix(20)
    // Bytes 18 and 19, the versions to write and to read: 2 is a log (sqlite.org, Database File Format, 1.3).
    #expect(Array(header[18...19]) == [2, 2])
  }

  @Test(arguments: [RunStore.Mode.read, .write])
  func `a missing file is an error and is not made`(mode: RunStore.Mode) throws {
    let error = #expect(throws: StoreError.self) { try open(mode) }
    #expect(error == .missing(path: folder.file()))
    #expect(error?.exitCode == 66)
    #expect(try folder.contents().isEmpty)
  }

  @Test(arguments: [RunStore.Mode.read, .write, .create])
  func `empty files, junk and other programs' databases are refused untouched`(
    mode: RunStore.Mode
  ) throws {
    let junk = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919) })
    try Data().write(to: URL(fileURLWithPath: folder.file("empty.db")))
    try junk.write(to: URL(fileURLWithPath: folder.file("junk.db")))
    try DatabaseQueue(path: folder.file("other.db")).write { db in
      try db.execute(sql: "CREATE TABLE t (a)")
    }
    let other = try Data(contentsOf: URL(fileURLWithPath: folder.file("other.db")))
    #expect(throws: StoreError.empty(path: folder.file("empty.db"))) { try open(mode, "empty.db") }
    #expect(throws: StoreError.notADatabase(path: folder.file("junk.db"))) {
      try open(mode, "junk.db")
    }
    #expect(throws: StoreError.foreign(path: folder.file("other.db"))) {
      try open(mode, "other.db")
    }
    #expect(try folder.contents() == ["empty.db", "junk.db", "other.db"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("junk.db"))) == junk)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("other.db"))) == other)
  }

  @Test func `a folder is not a database`() throws {
    #expect(throws: StoreError.notADatabase(path: folder.path)) {
      try RunStore.open(path: folder.path, mode: .read)
    }
  }

  @Test(arguments: [RunStore.Mode.read, .write, .create])
  func `a newer file is refused untouched`(mode: RunStore.Mode) throws {
    try make()
    try DatabaseQueue(path: folder.file()).inDatabase { db in
      try db.execute(sql: "PRAGMA user_version = 9")
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    let error = #expect(throws: StoreError.self) { try open(mode) }
    #expect(error == .newer(path: folder.file(), schema: 9, known: Schema.current.version))
    #expect(
      error?.description
        == "\(folder.file()) was written by a newer descent (schema 9; this one knows \(Schema.current.version))"
    )
    #expect(error?.exitCode == 65)
    #expect(try folder.contents() == ["descent.db"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
  }

  @Test func `a newer file keeps its log`() throws {
    let store = try open(.create)
    try store.writing { db in
      try db.execute(sql: "INSERT INTO experiment VALUES (1, 'a', 1, zeroblob(16))")
    }
    let path = try folder.snapshot(of: folder.file(), as: "newer.db")
    try store.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[63] = 9
    try bytes.write(to: URL(fileURLWithPath: path))
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    for mode in [RunStore.Mode.read, .write] {
      #expect(throws: StoreError.newer(path: path, schema: 9, known: Schema.current.version)) {
        try open(mode, "newer.db")
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-wal")) == log)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test(arguments: [
    "CREATE TRIGGER t AFTER INSERT ON epoch BEGIN DELETE FROM epoch; END",
    "DROP VIEW epochs; CREATE VIEW epochs AS SELECT 1 AS run",
    "DROP INDEX run_by_process", "CREATE TABLE extra (a)",
  ])
  func `an altered schema is refused`(sql: String) throws {
    try make()
    try DatabaseQueue(path: folder.file()).inDatabase { db in try db.execute(sql: sql) }
    for mode in [RunStore.Mode.read, .write] {
      let error = #expect(throws: StoreError.self) { try open(mode) }
      guard case .altered = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func `the planner's statistics alter nothing`() throws {
    try make()
    try DatabaseQueue(path: folder.file()).inDatabase { db in try db.execute(sql: "ANALYZE") }
    try open(.read).close()
  }

  @Test(arguments: [RunStore.Mode.read, .write])
  func `a file whose log was moved into it by half is whole`(mode: RunStore.Mode) throws {
    let path = folder.file("half.db")
    let store = try RunStore.open(path: path, mode: .create)
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(epochs: 50), upTo: 50)
    try recorder.flush()
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    try recorder.close()
    try store.close()
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(whole.count > size)
    try whole.prefix(size).write(to: URL(fileURLWithPath: path))
    try log.write(to: URL(fileURLWithPath: path + "-wal"))
    let opened = try RunStore.open(path: path, mode: mode)
    #expect(try opened.epochs(of: Samples.id(1)).count == 51)
    try opened.close()
  }

  @Test func `writing and reading leave nothing beside the file`() throws {
    try make()
    #expect(try folder.contents() == ["descent.db"])
    let store = try open(.read)
    #expect(try store.epochs(of: Samples.id(1)).count == 4)
    try store.close()
    #expect(try folder.contents() == ["descent.db"])
  }

  @Test func `reading changes no byte`() throws {
    try make()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    let store = try open(.read)
    #expect(throws: StoreError.readOnly(path: folder.file())) {
      try store.tag([Samples.id(1)], adding: ["a"])
    }
    try store.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
  }

  @Test func `a file that may only be read is read as it is, and nothing is made`() throws {
    try make()
    let store = try RunStore.open(
      path: folder.file(),
      mode: .read,
      schema: .current,
      access: .immutable
    )
    #expect(try store.epochs(of: Samples.id(1)).count == 4)
    #expect(try folder.contents() == ["descent.db"])
    var rows = 0
    try store.query("SELECT * FROM epochs", header: { _ in }) { _ in rows += 1 }
    #expect(rows == 4)
    try store.close()
  }

  @Test func `a log that may only be read is read from a private copy`() throws {
    let store = try open(.create)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 3)
    try recorder.flush()
    let path = try folder.snapshot(of: folder.file(), as: "left.db")
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    #expect(log.count > 0)
    let copy = try RunStore.open(path: path, mode: .read, schema: .current, access: .copy)
    #expect(try copy.epochs(of: Samples.id(1)).count == 4)
    try copy.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-wal")) == log)
    #expect(!FileManager.default.fileExists(atPath: path + "-shm"))
    try recorder.close()
    try store.close()
  }

  @Test func `a new file belongs to its user alone`() throws {
    try make()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file())
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a file in no folder cannot be made`() throws {
    let path = folder.file("none/descent.db")
    let error = #expect(throws: StoreError.self) { try RunStore.open(path: path, mode: .create) }
    #expect(error?.exitCode == 73)
    #expect(error?.description.contains("there is no folder") == true)
  }

  @Test func `names that look like addresses are files`() throws {
    let name = "file:x?mode=memory#%41.db"
    try make(name)
    #expect(try folder.contents() == [name])
    let store = try open(.read, name)
    #expect(try store.epochs(of: Samples.id(1)).count == 4)
    try store.close()
    let probe = try RunStore.open(
      path: folder.file(name),
      mode: .read,
      schema: .current,
      access: .immutable
    )
    #expect(try probe.epochs(of: Samples.id(1)).count == 4)
  }

  @Test func `every setting of a writing connection reads back`() throws {
    let store = try open(.create)
    #expect(try store.info().settings == ConnectionSettings.expected)
    try store.close()
  }

  @Test func `values of a wrong type are damage and no trap`() throws {
    try make()
    try DatabaseQueue(path: folder.file()).inDatabase { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON; UPDATE run SET status = 'odd'")
    }
    let store = try open(.read)
    let error = #expect(throws: StoreError.self) { try store.details(of: Samples.id(1)) }
    #expect(error?.exitCode == 65)
    try store.close()
  }
}
