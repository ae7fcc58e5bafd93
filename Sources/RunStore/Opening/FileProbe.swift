internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// What can be known of a file without changing a byte beside it.
///
/// A file that SQLite has open is never opened here by other means: closing it would drop the locks
/// of the whole process.
struct FileProbe {
  let path: String

  /// The file's size in bytes; nil where there is none.
  static func size(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// Whether two paths lead to the same file.
  static func isSame(_ path: String, _ other: String) -> Bool {
    var (left, right) = (stat(), stat())
    guard stat(path, &left) == 0, stat(other, &right) == 0 else { return false }
    return left.st_dev == right.st_dev && left.st_ino == right.st_ino
  }

  /// Whether both the file and its folder may be written.
  var isWritable: Bool {
    let folder = (path as NSString).deletingLastPathComponent
    return access(path, W_OK) == 0 && access(folder, W_OK) == 0
  }

  /// Refuses what is not a record that this program can read.
  func check(schema: Schema) throws(StoreError) {
    guard let size = Self.size(path) else { throw .missing(path: path) }
    if isFolder { throw .notADatabase(path: path) }
    if size == 0 { throw .empty(path: path) }
    let header = try readHeader()
    guard header.applicationID == Schema.applicationID else { throw .foreign(path: path) }
    try schema.checkVersion(header.userVersion, path: path)
  }

  /// The schema that the file's header tells.
  func version() throws(StoreError) -> Int { try readHeader().userVersion }

  /// Reads the header through SQLite, as a file that nobody changes: no lock, no file beside it.
  private func readHeader() throws(StoreError) -> (applicationID: Int, userVersion: Int) {
    var connection: OpaquePointer?
    defer { sqlite3_close_v2(connection) }
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    let code = sqlite3_open_v2(Self.immutableURI(path), &connection, flags, nil)
    guard code == SQLITE_OK, let connection else { throw failure(connection, code) }
    return (
      try readPragma("application_id", connection), try readPragma("user_version", connection)
    )
  }

  private func readPragma(_ name: String, _ db: OpaquePointer) throws(StoreError) -> Int {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    var code = sqlite3_prepare_v2(db, "PRAGMA \(name)", -1, &statement, nil)
    if code == SQLITE_OK { code = sqlite3_step(statement) }
    guard code == SQLITE_ROW else { throw failure(db, code) }
    return Int(sqlite3_column_int64(statement, 0))
  }

  private func failure(_ connection: OpaquePointer?, _ code: CInt) -> StoreError {
    let message = connection.map { String(cString: sqlite3_errmsg($0)) }
    return StoreError(
      DatabaseError(resultCode: ResultCode(rawValue: code), message: message),
      path: path
    )
  }

  private var isFolder: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The URI that opens a file as one that nobody changes.
  static func immutableURI(_ path: String) -> String {
    var uri = "file:"
    for byte in path.utf8 {
      let isPlain =
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || Character(UnicodeScalar(byte)).isASCIIAlphanumeric
      if isPlain {
        uri.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return uri + "?immutable=1"
  }
}

extension Character {
  fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}
