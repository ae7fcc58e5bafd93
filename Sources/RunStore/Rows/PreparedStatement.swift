internal import Experiments
internal import GRDB
internal import GRDBSQLite

/// A statement that is bound and stepped through SQLite's own interface.
///
/// It is what recording 30,000 epochs a second needs, and what reading a file from anyone needs: a
/// value of an unexpected type throws, where the library's subscripts would trap.
struct PreparedStatement {
  /// Keeps the statement alive; nil where its owner does.
  private let statement: Statement?
  /// The statement for SQLite's own functions.
  let handle: OpaquePointer

  /// Prepares a statement, or takes it from the connection's cache; it may be in use only once.
  init(_ db: Database, _ sql: String) throws {
    let statement = try db.cachedStatement(sql: sql)
    self.statement = statement
    handle = statement.sqliteStatement
    reset()
  }

  /// Prepares a statement and binds its values.
  init(_ db: Database, bound statement: BoundSQL) throws {
    try self.init(db, statement.sql)
    for (index, value) in statement.arguments.enumerated() { bind(index + 1, value) }
  }

  /// Wraps a statement that its caller prepares and finalizes.
  init(unowned handle: OpaquePointer) {
    statement = nil
    self.handle = handle
  }

  /// Makes the statement ready to be bound and stepped again, and ends its reading.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Makes the statement ready to be stepped again with the values it has.
  func rewind() {
    sqlite3_reset(handle)
  }

  /// Goes to the next row; false after the last.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      defer { sqlite3_reset(handle) }
      throw failure(sqlite3_extended_errcode(sqlite3_db_handle(handle)))
    }
  }

  /// Runs a statement that answers nothing, and makes it ready again.
  func run() throws {
    defer { reset() }
    while try step() {}
  }

  /// Runs a statement that answers nothing, with a parameter that is read where it stands and not
  /// copied; afterwards nothing of it is bound.
  func run(lending bytes: [UInt8], to index: Int) throws {
    guard !bytes.isEmpty else {
      bind(index, bytes)
      return try run()
    }
    try bytes.withUnsafeBytes { bytes in
      sqlite3_bind_blob64(handle, CInt(index), bytes.baseAddress, UInt64(bytes.count), nil)
      try run()
    }
  }

  private func failure(_ code: CInt) -> DatabaseError {
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }
}

// Binding: parameters are numbered from 1, and nil is NULL.
extension PreparedStatement {
  func bind(_ index: Int, _ value: Int?) {
    guard let value else { return bindNull(index) }
    sqlite3_bind_int64(handle, CInt(index), Int64(value))
  }

  func bind(_ index: Int, _ value: Double?) {
    guard let value else { return bindNull(index) }
    sqlite3_bind_double(handle, CInt(index), value)
  }

  func bind(_ index: Int, _ value: String?) {
    guard var value, !value.isEmpty else {
      if value == nil {
        bindNull(index)
      } else {
        sqlite3_bind_text(handle, CInt(index), "", 0, Self.copied)
      }
      return
    }
    value.withUTF8 { text in
      text.withMemoryRebound(to: CChar.self) {
        _ = sqlite3_bind_text64(
          handle,
          CInt(index),
          $0.baseAddress,
          UInt64($0.count),
          Self.copied,
          UInt8(SQLITE_UTF8)
        )
      }
    }
  }

  func bind(_ index: Int, _ value: [UInt8]?) {
    guard let value else { return bindNull(index) }
    guard !value.isEmpty else {
      sqlite3_bind_zeroblob(handle, CInt(index), 0)
      return
    }
    value.withUnsafeBytes {
      _ = sqlite3_bind_blob64(
        handle,
        CInt(index),
        $0.baseAddress,
        UInt64($0.count),
        Self.copied
      )
    }
  }

  func bind(_ index: Int, _ value: StoredValue) {
    switch value {
    case .empty: bindNull(index)
    case .integer(let value): bind(index, value)
    case .real(let value): bind(index, value)
    case .text(let value): bind(index, value)
    case .blob(let value): bind(index, value)
    }
  }

  /// Binds numbers in a row, NaN as NULL, and returns the mask of those that are NaN.
  func bind(from index: Int, numbers: [Double?]) -> Int {
    var mask = 0
    for (offset, number) in numbers.enumerated() {
      if let number, !number.isNaN {
        sqlite3_bind_double(handle, CInt(index + offset), number)
      } else {
        bindNull(index + offset)
        if number != nil { mask |= 1 << offset }
      }
    }
    return mask
  }

  private func bindNull(_ index: Int) {
    sqlite3_bind_null(handle, CInt(index))
  }

  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }
}

// Reading: columns are numbered from 0.
extension PreparedStatement {
  func integer(_ column: Int) throws -> Int {
    try expect(SQLITE_INTEGER, column)
    return Int(sqlite3_column_int64(handle, CInt(column)))
  }

  func optionalInteger(_ column: Int) throws -> Int? {
    isNull(column) ? nil : try integer(column)
  }

  /// A number of epochs, or of an epoch: what is larger was never recorded, and adds up to more than
  /// an integer holds.
  func count(_ column: Int) throws -> Int {
    let count = try integer(column)
    guard (0...Self.maximumCount).contains(count) else { throw mismatch(column) }
    return count
  }

  func optionalCount(_ column: Int) throws -> Int? {
    isNull(column) ? nil : try count(column)
  }

  /// A moment in milliseconds since 1970, of a year of at most four digits.
  func moment(_ column: Int) throws -> Int {
    let moment = try integer(column)
    guard Self.moments.contains(moment) else { throw mismatch(column) }
    return moment
  }

  func optionalMoment(_ column: Int) throws -> Int? {
    isNull(column) ? nil : try moment(column)
  }

  private static let maximumCount = 1_000_000_000
  static let moments = -62_135_596_800_000...253_402_300_799_999

  func real(_ column: Int) throws -> Double {
    try expect(SQLITE_FLOAT, column)
    return sqlite3_column_double(handle, CInt(column))
  }

  func optionalReal(_ column: Int) throws -> Double? {
    isNull(column) ? nil : try real(column)
  }

  func text(_ column: Int) throws -> String {
    try expect(SQLITE_TEXT, column)
    guard let start = sqlite3_column_text(handle, CInt(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, CInt(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func optionalText(_ column: Int) throws -> String? {
    isNull(column) ? nil : try text(column)
  }

  func blob(_ column: Int) throws -> [UInt8] {
    try expect(SQLITE_BLOB, column)
    guard let start = sqlite3_column_blob(handle, CInt(column)) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, CInt(column)))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func optionalBlob(_ column: Int) throws -> [UInt8]? {
    isNull(column) ? nil : try blob(column)
  }

  func runID(_ column: Int) throws -> RunID {
    guard let id = RunID(bytes: try blob(column)) else { throw mismatch(column) }
    return id
  }

  /// Whatever is there.
  func value(_ column: Int) throws -> StoredValue {
    switch sqlite3_column_type(handle, CInt(column)) {
    case SQLITE_INTEGER: .integer(try integer(column))
    case SQLITE_FLOAT: .real(try real(column))
    case SQLITE_TEXT: .text(try text(column))
    case SQLITE_BLOB: .blob(try blob(column))
    default: .empty
    }
  }

  /// Numbers in a row with the mask that tells NaN from what was not measured; a number that the mask
  /// calls NaN, and a bit of no number, were never recorded.
  func numbers(from column: Int, count: Int, mask: Int) throws -> [Double?] {
    guard mask >> count == 0 else { throw mismatch(column) }
    return try (0..<count).map { offset in
      guard mask >> offset & 1 == 1 else { return try optionalReal(column + offset) }
      guard isNull(column + offset) else { throw mismatch(column + offset) }
      return .nan
    }
  }

  /// Throws where a column has nothing though a record always has a number there, or the reverse.
  func expect(_ numbers: [Double?], recordedAs recorded: [Double?], from column: Int) throws {
    for (offset, pair) in zip(numbers, recorded).enumerated()
    where (pair.0 == nil) != (pair.1 == nil) {
      throw mismatch(column + offset)
    }
  }

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, CInt(column)) == SQLITE_NULL
  }

  /// The name of a column.
  func name(_ column: Int) -> String {
    sqlite3_column_name(handle, CInt(column)).map { String(cString: $0) } ?? ""
  }

  /// The number of columns of a row.
  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  private func expect(_ type: CInt, _ column: Int) throws {
    guard sqlite3_column_type(handle, CInt(column)) == type else { throw mismatch(column) }
  }

  private func mismatch(_ column: Int) -> DatabaseError {
    DatabaseError(
      resultCode: .SQLITE_CORRUPT,
      message: "column '\(name(column))' holds what was never recorded"
    )
  }
}
