internal import GRDB

extension DatabaseError {
  /// The error for content that contradicts its own digest.
  static func damaged(_ what: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(what) contradict their digest")
  }
}
