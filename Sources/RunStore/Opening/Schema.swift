internal import Experiments
internal import GRDB
internal import Migrations

/// The tables, indexes and views that a record must have, and how it gets them.
struct Schema: Sendable, Equatable {
  /// The steps that lead to it.
  var migrations: [Migration]

  /// The schema of this program.
  static let current = Schema(migrations: Migrations.all)

  /// 'dsnt', in every record's header.
  static let applicationID = 0x6473_6e74

  /// The `user_version` of a file with every step applied.
  var version: Int { migrations.count }

  /// Refuses a file that this program does not know.
  func checkVersion(_ version: Int, path: String) throws(StoreError) {
    guard version <= self.version else {
      throw .newer(path: path, schema: version, known: self.version)
    }
    guard version >= 1 else { throw .foreign(path: path) }
  }

  /// Applies the steps that a file lacks, all of them or none.
  func migrate(_ db: Database) throws {
    try db.execute(sql: "PRAGMA foreign_keys = OFF")
    try db.inTransaction(.immediate) {
      for migration in migrations.dropFirst(try Self.readVersion(db)) {
        try db.execute(sql: migration.sql)
      }
      try db.checkForeignKeys()
      try db.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
    try db.execute(sql: "PRAGMA foreign_keys = ON")
  }

  /// The number of steps that were applied.
  static func readVersion(_ db: Database) throws -> Int {
    let row = try PreparedStatement(db, "PRAGMA user_version")
    defer { row.reset() }
    return try row.step() ? try row.integer(0) : 0
  }

  /// What ``digest(of:)`` gives of what the steps of ``current`` make.
  ///
  /// A file of that digest need not be compared object by object, for which every start of the
  /// program would make all of them once more in memory.
  static let currentDigest =
    "a7603982c96676ddae323675bbba7894fd66a00fd9ae3c69dc136dbfa5484e1e"

  /// Refuses a file of which an object is not what the steps make; statistics of the query planner
  /// are nobody's concern.
  func compare(_ db: Database, path: String) throws {
    let found = try Self.objects(db)
    if self == .current, Self.digest(of: found) == Self.currentDigest { return }
    let expected = try Self.objects(of: self)
    for (name, sql) in found where expected[name] != sql {
      throw StoreError.altered(path: path, object: name)
    }
    if let missing = expected.keys.sorted().first(where: { found[$0] == nil }) {
      throw StoreError.altered(path: path, object: missing)
    }
  }

  /// What each object of a connection is made of, by its kind and name.
  static func objects(_ db: Database) throws -> [String: String] {
    let row = try PreparedStatement(
      db,
      "SELECT type || ' ' || name, tbl_name || ':' || coalesce(sql, '') FROM sqlite_schema"
    )
    defer { row.reset() }
    var objects: [String: String] = [:]
    while try row.step() {
      let name = try row.text(0)
      if !name.hasPrefix("table sqlite_stat") { objects[name] = try row.text(1) }
    }
    return objects
  }

  /// One digest of all objects.
  static func digest(of objects: [String: String]) -> String {
    let lines = objects.map { "\($0.key)\0\($0.value)\0" }.sorted()
    return SHA256.hash(lines.joined().utf8).description
  }

  private static func objects(of schema: Schema) throws -> [String: String] {
    try DatabaseQueue().inDatabase { db in
      try schema.migrate(db)
      return try objects(db)
    }
  }
}
