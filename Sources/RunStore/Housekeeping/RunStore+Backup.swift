internal import Foundation
internal import GRDB

extension RunStore {
  /// Copies the record as it is at this moment, while others may write, into a file that has its name
  /// once it is whole and checked.
  ///
  /// - Parameters:
  ///   - path: the file to make.
  ///   - isReplacing: whether a file of this name may be replaced.
  /// - Throws: `cannotCreate` where there is a file that may not be replaced, `damaged` where the copy
  ///   is not what was recorded because the record itself is not, `full`, `inputOutput`.
  public func backUp(to path: String, isReplacing: Bool = false) throws(StoreError) {
    let path = FileProbe.absolute(path)
    try checkFree(path, isReplacing)
    try FileDraft.checkFolder(of: path)
    let draft = FileDraft(of: path)
    defer { draft.remove() }
    do {
      try queue.inDatabase { db in try PrivateCopy.vacuum(db, into: draft.path) }
      try Self.finish(draft.path)
    } catch {
      throw draft.renamed(StoreError(error, path: draft.path))
    }
    if isReplacing {
      try draft.replace()
    } else if try !draft.publish() {
      throw .cannotCreate(path: path, reason: Self.isTaken)
    }
  }

  private static let isTaken = "there is a file of this name; --force replaces it"

  /// A log beside a file belongs to it, and would be read as that of the file in its place.
  private func checkFree(_ path: String, _ isReplacing: Bool) throws(StoreError) {
    guard FileProbe.size(path) != nil else { return }
    guard isReplacing else { throw .cannotCreate(path: path, reason: Self.isTaken) }
    if FileProbe.isSame(path, self.path) {
      throw .cannotCreate(path: path, reason: "it is the database itself")
    }
    if FileProbe(path: path).isFolder { throw .cannotCreate(path: path, reason: "it is a folder") }
    guard FileProbe.size(path + "-wal") == nil else {
      throw .cannotCreate(path: path, reason: "it is in use, or was when its process ended")
    }
  }

  /// Makes a copy one that is written like any other record, and checks it.
  private static func finish(_ path: String) throws {
    let queue = try DatabaseQueue(path: path, configuration: ConnectionSettings.configuration())
    defer { try? queue.close() }
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      let damage = try RecordCheck.damage(in: db, log: path + "-wal")
      guard damage.isEmpty else { throw StoreError.damaged(path: path, places: damage) }
    }
  }
}
