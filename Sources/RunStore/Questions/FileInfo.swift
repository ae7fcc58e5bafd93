internal import GRDB
internal import GRDBSQLite

/// The file of a record: its sizes, counts, versions and settings.
public struct FileInfo: Sendable, Equatable {
  /// Where it is.
  public var path: String
  /// Its size in bytes.
  public var byteCount: Int
  /// The size of the log beside it in bytes.
  public var logByteCount: Int
  /// The number of steps of the schema's history that were applied.
  public var schema: Int
  /// The size of a page in bytes.
  public var pageSize: Int
  /// The number of pages.
  public var pageCount: Int
  /// The number of pages that hold nothing.
  public var freePageCount: Int
  /// The number of rows of each table, by its name.
  public var rowCounts: [String: Int]
  /// The connection's settings as they read back.
  public var settings: [String: Int]
}

extension RunStore {
  /// The sizes, counts, versions and settings of the file.
  ///
  /// - Throws: what reading throws.
  public func info() throws(StoreError) -> FileInfo {
    try reading { db in
      let tables = [
        "run", "epoch", "layer", "weights", "state", "sweep", "experiment", "tag", "finding",
      ]
      return FileInfo(
        path: path,
        byteCount: FileProbe.size(path) ?? 0,
        logByteCount: FileProbe.size(path + "-wal") ?? 0,
        schema: try Self.number(db, "PRAGMA user_version"),
        pageSize: try Self.number(db, "PRAGMA page_size"),
        pageCount: try Self.number(db, "PRAGMA page_count"),
        freePageCount: try Self.number(db, "PRAGMA freelist_count"),
        rowCounts: try tables.reduce(into: [:]) {
          $0[$1] = try Self.number(db, "SELECT count(*) FROM \($1)")
        },
        settings: try ConnectionSettings.read(db)
      )
    }
  }

  /// The version of SQLite that is linked.
  public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

  /// Whether that version can lose a commit that happens beside a passive checkpoint (3.7.0 to
  /// 3.51.2 but for 3.44.6 and 3.50.7), for which automatic checkpoints are off.
  public static var hasLogResetBug: Bool {
    let version = Int(sqlite3_libversion_number())
    let isPatched =
      (3_044_006..<3_045_000).contains(version) || (3_050_007..<3_051_000).contains(version)
    return (3_007_000..<3_051_003).contains(version) && !isPatched
  }

  private static func number(_ db: Database, _ sql: String) throws -> Int {
    let row = try PreparedStatement(db, sql)
    defer { row.reset() }
    return try row.step() ? try row.integer(0) : 0
  }
}
