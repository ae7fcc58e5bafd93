internal import Foundation
internal import GRDB

extension RunStore {
  /// Refuses where another process trains into the file.
  ///
  /// - Throws: `beingTrained`, `readOnly`, `locked`.
  public func checkIdle() throws(StoreError) {
    try writing { db in
      try Reaping.reap(db, for: .current)
      if let lease = try ProcessRow.leases(db).values.first {
        throw StoreError.beingTrained(path, holder: lease.holder)
      }
    }
  }

  /// Gives the pages that hold nothing back to the disk.
  ///
  /// SQLite writes the file anew into its log, as one transaction, and moves that into the file: a
  /// reader goes on with what it sees, a writer waits, and the end of the process leaves the old file
  /// or the new one. It takes room for a second copy on the disk and none in memory.
  ///
  /// - Throws: `beingTrained`, `full`, `locked` and what writing throws.
  public func shrink() throws(StoreError) -> ShrunkFile {
    try checkIdle()
    let before = byteCount
    do {
      try queue.inDatabase { db in
        try db.execute(sql: "PRAGMA temp_store = FILE")
        defer { try? db.execute(sql: "PRAGMA temp_store = MEMORY") }
        try db.execute(sql: "VACUUM")
      }
      try checkpoint()
      let after = try queue.inDatabase { db in try Self.usedBytes(db) }
      return ShrunkFile(before: before, after: after, isDone: FileProbe.size(path) ?? 0 <= after)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The bytes that the file takes, its log included.
  public var byteCount: Int { (FileProbe.size(path) ?? 0) + (FileProbe.size(path + "-wal") ?? 0) }

  /// The bytes that the file would take without its free pages and without some bytes of its rows.
  ///
  /// - Throws: what reading throws.
  public func byteCountForecast(without bytes: Int) throws(StoreError) -> Int {
    max(0, try reading { db in try Self.usedBytes(db) } - bytes)
  }

  private static func usedBytes(_ db: Database) throws -> Int {
    let row = try PreparedStatement(
      db,
      """
      SELECT (page_count - freelist_count) * page_size
      FROM pragma_page_count, pragma_freelist_count, pragma_page_size
      """
    )
    defer { row.reset() }
    return try row.step() ? try row.integer(0) : 0
  }
}

/// The size of a file, in bytes, before and after its free pages are given back.
public struct ShrunkFile: Sendable, Equatable {
  /// The size before, with the log.
  public var before: Int
  /// The size after.
  public var after: Int
  /// Whether the disk has the room back; one that reads keeps it until it has ended.
  public var isDone: Bool
}
