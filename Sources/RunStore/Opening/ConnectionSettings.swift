internal import CSQLiteShim
internal import GRDB
internal import GRDBSQLite

/// How every connection to a record is set up, and the proof that it was.
enum ConnectionSettings {
  /// How long a statement waits for another process before it gives up.
  static let busySeconds = 10.0

  /// The configuration of a connection: bounded waiting, and nothing believed that a file says
  /// about what SQL may do.
  static func configuration(readonly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = true
    configuration.label = "descent"
    configuration.prepareDatabase { db in
      try harden(db)
      GoneFunction.add(to: db)
    }
    return configuration
  }

  /// Automatic checkpoints are off, because a passive one beside another process's commit can lose
  /// that commit in every SQLite before 3.51.3.
  ///
  /// A log that begins anew is cut to what is in it.
  private static func harden(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = 0;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -8000;
        """
    )
    guard let connection = db.sqliteConnection else { return }
    try check(descent_sqlite_set_defensive(connection))
    try check(descent_sqlite_disable_triggers(connection))
  }

  private static func check(_ code: CInt) throws {
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// What each setting must read as on a connection that writes.
  static let expected = [
    "trusted_schema": 0, "cell_size_check": 1, "wal_autocheckpoint": 0, "foreign_keys": 1,
    "journal_size_limit": 0,
    "busy_timeout": Int(busySeconds * 1000), "synchronous": 1,
  ]

  /// Reads the settings back, because a library may overwrite them in silence.
  static func read(_ db: Database) throws -> [String: Int] {
    try expected.mapValues { _ in 0 }.reduce(into: [:]) { settings, entry in
      let row = try PreparedStatement(db, "PRAGMA \(entry.key)")
      defer { row.reset() }
      settings[entry.key] = try row.step() ? try row.integer(0) : nil
    }
  }

  /// Throws where a writing connection is not set up as it must be.
  static func verify(_ db: Database, path: String) throws {
    for (name, value) in try read(db) where value != expected[name] {
      throw StoreError.unexpected(path: path, detail: "the setting '\(name)' reads \(value)")
    }
  }
}
