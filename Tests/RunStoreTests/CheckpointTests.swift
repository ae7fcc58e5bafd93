import Dispatch
import Foundation
import GRDB
@testable import RunStore
import Synchronization
import Testing

@Suite struct CheckpointTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
  }

  var logSize: Int { FileProbe.size(store.path + "-wal") ?? 0 }

  func write(_ byteCount: Int) throws {
    try store.writing { db in
      try db.execute(
        sql: "INSERT INTO experiment (name, created_at, digest) VALUES (?, 0, zeroblob(16))",
        arguments: [String(repeating: "x", count: 8) + "\(byteCount)"]
      )
      try db.execute(sql: "CREATE TABLE filler (x)")
      try db.execute(sql: "INSERT INTO filler VALUES (zeroblob(?))", arguments: [byteCount])
      try db.execute(sql: "DROP TABLE filler")
    }
  }

  @Test func `the log begins anew after it was moved into the file`() throws {
    try write(1 << 20)
    let grown = logSize
    #expect(grown > 1 << 20)
    try store.checkpoint()
    try write(1)
    #expect(logSize < grown / 4)
  }

  @Test func `a reader keeps its answer, and nobody waits for it`() throws {
    let reader = try RunStore.open(path: folder.file(), mode: .read)
    try reader.reading { db in
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM experiment")
      let start = ContinuousClock.now
      try write(1 << 20)
      try store.checkpoint()
      // Waiting for the reader would take ten seconds.
      #expect(start.duration(to: .now) < .seconds(8))
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM experiment") == count)
    }
    try reader.close()
  }

  @Test func `a checkpoint and other threads' writes do not wait for each other`() throws {
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      for count in 0..<50 {
        do {
          if thread == 0 { try store.checkpoint() } else { try note("\(thread) \(count)") }
        } catch {
          failures.withLock { $0.append("\(error)") }
          return
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
  }

  private func note(_ name: String) throws {
    try store.writing { db in
      try db.execute(
        sql: "INSERT INTO experiment (name, created_at, digest) VALUES (?, 0, zeroblob(16))",
        arguments: [name]
      )
    }
  }

  @Test func `nothing is moved while another process writes`() throws {
    try write(1)
    let before = try Data(contentsOf: URL(fileURLWithPath: store.path))
    let writer = try RunStore.open(path: folder.file(), mode: .write)
    var impatient = ConnectionSettings.configuration()
    impatient.busyMode = .immediateError
    try writer.writing { _ -> Void in
      #expect(throws: (any Error).self) { try store.checkpoint(impatient) }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.path)) == before)
    try writer.close()
  }
}
