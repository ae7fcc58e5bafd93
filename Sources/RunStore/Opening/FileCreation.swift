internal import Foundation
internal import GRDB
internal import Migrations

/// How a new record comes to be: whole under its name, or not at all.
struct FileCreation {
  let path: String
  let schema: Schema

  /// Makes an empty record unless another process was faster.
  func create() throws(StoreError) {
    let draft = FileDraft(of: path)
    defer { draft.remove() }
    do {
      try write(to: draft.path)
    } catch {
      throw .cannotCreate(path: path, reason: reason(error))
    }
    _ = try draft.publish()
  }

  /// Makes everything before the file has its name.
  ///
  /// Readers that never saw the log can tell from the header whose it is. Nothing waits for the disk
  /// before the draft as a whole does: one that is not finished is of no use to anybody.
  private func write(to draft: String) throws {
    let queue = try DatabaseQueue(path: draft, configuration: ConnectionSettings.configuration())
    chmod(draft, 0o600)
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA page_size = \(Migrations.pageSize)")
      try db.execute(sql: "PRAGMA synchronous = OFF")
      try db.execute(sql: "PRAGMA journal_mode = MEMORY")
      try schema.migrate(db)
      let mode = try PreparedStatement(db, "PRAGMA journal_mode = WAL")
      defer { mode.reset() }
      guard try mode.step(), try mode.text(0) == "wal" else {
        throw DatabaseError(message: "it cannot have a log")
      }
    }
    try queue.close()
  }

  private func reason(_ error: any Error) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    if access(folder, F_OK) != 0 { return "there is no folder '\(folder)'" }
    if access(folder, W_OK) != 0 { return "the folder '\(folder)' may not be written" }
    return (error as? DatabaseError)?.message ?? "\(error)"
  }
}
