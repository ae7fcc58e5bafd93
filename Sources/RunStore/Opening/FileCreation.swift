internal import Foundation
internal import GRDB
internal import Migrations

/// How a new record comes to be: whole under its name, or not at all.
struct FileCreation {
  let path: String
  let schema: Schema

  /// Makes an empty record unless another process was faster.
  func create() throws(StoreError) {
    let draft = "\(path).new-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) } }
    do {
      try write(to: draft)
    } catch {
      throw .cannotCreate(path: path, reason: reason(error))
    }
    guard link(draft, path) == 0 || errno == EEXIST else {
      throw .cannotCreate(path: path, reason: String(cString: strerror(errno)))
    }
    syncFolder()
  }

  /// The header has everything before the file has its name: readers that never saw the log can
  /// tell whose it is.
  private func write(to draft: String) throws {
    let queue = try DatabaseQueue(path: draft, configuration: ConnectionSettings.configuration())
    chmod(draft, 0o600)
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA page_size = \(Migrations.pageSize)")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try schema.migrate(db)
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    }
    try queue.close()
  }

  private func reason(_ error: any Error) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    if access(folder, F_OK) != 0 { return "there is no folder '\(folder)'" }
    if access(folder, W_OK) != 0 { return "the folder '\(folder)' may not be written" }
    return (error as? DatabaseError)?.message ?? "\(error)"
  }

  private func syncFolder() {
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
