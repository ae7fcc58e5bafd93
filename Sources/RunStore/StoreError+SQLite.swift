internal import GRDB

extension StoreError {
  /// Says what an error of the database means for the file at a path; the store's own errors pass.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError: self.init(error, path: path)
    default: self = .unexpected(path: path, detail: "\(error)")
    }
  }

  private init(_ error: DatabaseError, path: String) {
    let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(path: path, holder: LockHolder.find(of: path))
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM, .SQLITE_TOOBIG:
      self = .inputOutput(path: path, reason: message)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: message)
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_READONLY where FileProbe(path: path).isWritable:
      // SQLite opens a file for reading alone where opening it for writing fails, whatever the reason.
      self = .inputOutput(path: path, reason: "could not be opened for writing")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path: path)
    default: self = .unexpected(path: path, detail: message)
    }
  }
}
