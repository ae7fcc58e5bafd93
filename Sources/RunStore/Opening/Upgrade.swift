internal import Foundation
internal import GRDB

/// How an older record is brought up to date: all steps or none, after a copy beside it.
struct Upgrade {
  let path: String
  let schema: Schema

  /// Brings the schema up to date; does nothing where it is.
  func run(_ db: Database) throws {
    let version = try Schema.readVersion(db)
    try schema.checkVersion(version, path: path)
    guard version < schema.version else { return }
    let old = Schema(migrations: Array(schema.migrations.prefix(version)))
    try old.compare(db, path: path)
    try backUp(db, version: version)
    try schema.migrate(db)
  }

  /// Where the copy of a file of an older schema goes.
  static func backupPath(of path: String, version: Int) -> String {
    "\(path).schema-\(version)"
  }

  private func backUp(_ db: Database, version: Int) throws {
    let target = Self.backupPath(of: path, version: version)
    guard FileProbe.size(target) == nil else { return }
    let draft = "\(target).new-\(getpid())"
    unlink(draft)
    defer { unlink(draft) }
    let statement = try PreparedStatement(db, "VACUUM INTO ?")
    statement.bind(1, draft)
    try statement.run()
    guard link(draft, target) == 0 || errno == EEXIST else {
      throw StoreError.cannotCreate(path: target, reason: String(cString: strerror(errno)))
    }
  }
}
