internal import Foundation
internal import GRDB

/// A record on disk: the only door to SQLite.
///
/// All questions are answered with plain values from one moment of the file; no type of the database
/// leaves the module.
public final class RunStore: Sendable {
  /// What a record is opened for.
  public enum Mode: Sendable {
    /// Questions only: nothing is ever written, and a file that may not be written can be read.
    case read
    /// Recording and housekeeping; an older schema is brought up to date.
    case write
    /// As ``write``, and a missing file is made.
    case create
  }

  /// The file's absolute path.
  public let path: String
  /// What the record was opened for.
  public let mode: Mode
  let queue: DatabaseQueue
  private let copy: PrivateCopy?

  init(path: String, mode: Mode, queue: DatabaseQueue, copy: PrivateCopy? = nil) {
    self.path = path
    self.mode = mode
    self.queue = queue
    self.copy = copy
  }

  /// Closes the record.
  ///
  /// The last one to close a file leaves nothing beside it.
  public func close() throws(StoreError) {
    if mode != .read, FileProbe.size(path + "-wal") ?? 0 > 0 { try? checkpoint() }
    do {
      try queue.close()
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Moves the log into the file as far as readers allow, and waits for none of them.
  ///
  /// A second connection holds the right to write meanwhile, so that nobody commits beside the
  /// checkpoint: see `ConnectionSettings`. It takes it while the first one is ours: another thread of
  /// this process that writes could otherwise wait for that right with the first connection in its
  /// hands, and both for each other. The next commit begins the log anew.
  func checkpoint(_ configuration: Configuration = ConnectionSettings.configuration()) throws {
    let holder = try DatabaseQueue(path: path, configuration: configuration)
    try queue.inDatabase { db in
      try holder.inDatabase { held in
        try held.inTransaction(.immediate) {
          let row = try PreparedStatement(db, "PRAGMA wal_checkpoint(PASSIVE)")
          defer { row.reset() }
          _ = try row.step()
          return .rollback
        }
      }
    }
    try holder.close()
  }

  /// Answers a question from one moment of the file.
  func reading<T>(_ question: (Database) throws -> T) throws(StoreError) -> T {
    try inTransaction(.deferred, question)
  }

  /// Changes the record in one short transaction that holds the right to write from its start.
  func writing<T>(_ change: (Database) throws -> T) throws(StoreError) -> T {
    guard mode != .read else { throw .readOnly(path: path) }
    return try inTransaction(.immediate, change)
  }

  /// As ``reading(_:)``, where what the caller does with the answer may throw errors of its own.
  func streaming(_ body: (Database) throws -> Void) throws {
    do {
      try queue.inDatabase { db in
        try db.inTransaction(.deferred) {
          try body(db)
          return .commit
        }
      }
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  private func inTransaction<T>(
    _ kind: Database.TransactionKind,
    _ body: (Database) throws -> T
  ) throws(StoreError) -> T {
    do {
      return try queue.inDatabase { db in
        var result: T?
        try db.inTransaction(kind) {
          result = try body(db)
          return .commit
        }
        guard let result else { throw StoreError.closed }
        return result
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
