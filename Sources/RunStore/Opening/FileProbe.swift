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

  /// The absolute path of a file, not of a link to it: its log lies beside the file.
  static func absolute(_ path: String) -> String {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let target = realpath(path, nil)
    else { return path }
    defer { free(target) }
    return String(cString: target)
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

  /// Reads the header's bytes through SQLite: no lock, no file beside it, and nothing else is looked
  /// at, because a file whose log was not yet moved into it makes no sense without the log.
  private func readHeader() throws(StoreError) -> (applicationID: Int, userVersion: Int) {
    var connection: OpaquePointer?
    defer { sqlite3_close_v2(connection) }
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    let code = sqlite3_open_v2(Self.immutableURI(path), &connection, flags, nil)
    guard code == SQLITE_OK, let connection else { throw failure(connection, code) }
    var header = [UInt8](repeating: 0, count: 100)
    let reading = Self.read(&header, of: connection)
    guard reading == SQLITE_OK || reading == Self.shortRead else {
      throw failure(connection, reading)
    }
    guard header.starts(with: "SQLite format 3\0".utf8) else { throw .notADatabase(path: path) }
    return (Self.word(header, at: 68), Self.word(header, at: 60))
  }

  /// The code for a file that ended before everything was read.
  private static let shortRead = SQLITE_IOERR | 2 << 8

  /// Reads the first bytes of the file that a connection has open.
  private static func read(_ bytes: inout [UInt8], of connection: OpaquePointer) -> CInt {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods,
      let read = methods.pointee.xRead
    else { return code == SQLITE_OK ? SQLITE_CANTOPEN : code }
    return bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, CInt($0.count), 0) }
  }

  /// Four bytes of a header, which are big-endian.
  private static func word(_ bytes: [UInt8], at offset: Int) -> Int {
    Int(Int32(truncatingIfNeeded: bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }))
  }

  private func failure(_ connection: OpaquePointer?, _ code: CInt) -> StoreError {
    let message = connection.map { String(cString: sqlite3_errmsg($0)) }
    return StoreError(
      DatabaseError(resultCode: ResultCode(rawValue: code), message: message),
      path: path
    )
  }

  /// Whether it is a folder.
  var isFolder: Bool {
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
