internal import Dispatch
internal import GRDB
internal import GRDBSQLite

extension RunStore {
  /// Runs a statement of the user's, who may only read.
  ///
  /// It has a connection of its own, whose authorizer allows SELECT on the record's tables and views and nothing else,
  /// and the statement is stopped at the time limit.
  ///
  /// - Parameters:
  ///   - sql: one SELECT statement.
  ///   - parameters: the values of `?`, or of `:name` by their name; all must be given.
  ///   - seconds: the time limit.
  ///   - header: called once with the names of the columns.
  ///   - body: called with the values of each row; what it throws ends the statement.
  /// - Throws: `statement` with the reason, `timeLimit`, what reading throws, and what the
  ///   closures throw.
  public func query(
    _ sql: String,
    parameters: [Parameter] = [],
    seconds: Double = 30,
    header: ([String]) throws -> Void,
    _ body: ([StoredValue]) throws -> Void
  ) throws {
    do {
      let own = try DatabaseQueue(
        path: queue.path,
        configuration: ConnectionSettings.configuration(readonly: queue.configuration.readonly)
      )
      defer { try? own.close() }
      try own.inDatabase { db in
        try db.execute(sql: "PRAGMA query_only = ON")
        guard let connection = db.sqliteConnection else { throw StoreError.closed }
        try UserStatement(connection: connection, path: path, seconds: seconds)
          .run(sql, parameters, header, body)
      }
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// A value for a parameter of a user's statement.
  public struct Parameter: Sendable, Equatable {
    /// The parameter's name without its `:`; nil for the next `?`.
    public var name: String?
    /// Its value.
    public var value: StoredValue

    /// Creates a value for a parameter.
    public init(name: String? = nil, value: StoredValue) {
      self.name = name
      self.value = value
    }
  }
}

/// Runs a statement that nobody vouches for.
private struct UserStatement {
  let connection: OpaquePointer
  let path: String
  let seconds: Double

  func run(
    _ sql: String,
    _ parameters: [RunStore.Parameter],
    _ header: ([String]) throws -> Void,
    _ body: ([StoredValue]) throws -> Void
  ) throws {
    var deadline = DispatchTime.now() + seconds
    try withUnsafeMutablePointer(to: &deadline) { deadline in
      guardConnection(deadline)
      defer { sqlite3_progress_handler(connection, 0, nil, nil) }
      var statement: OpaquePointer?
      defer { sqlite3_finalize(statement) }
      try prepare(sql, into: &statement)
      guard let statement else { throw StoreError.statement(reason: "there is none") }
      try bind(parameters, to: statement)
      let row = PreparedStatement(unowned: statement)
      try header((0..<row.columnCount).map { row.name($0) })
      while try step(statement, deadline.pointee) {
        try body(try (0..<row.columnCount).map { try row.value($0) })
      }
    }
  }

  private func guardConnection(_ deadline: UnsafeMutablePointer<DispatchTime>) {
    sqlite3_set_authorizer(
      connection,
      { _, action, _, _, _, _ in UserStatement.verdict(action) },
      nil
    )
    sqlite3_progress_handler(
      connection,
      1000,
      { context in
        guard let deadline = context?.assumingMemoryBound(to: DispatchTime.self) else { return 1 }
        return DispatchTime.now() > deadline.pointee ? 1 : 0
      },
      deadline
    )
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 100_000_000)
  }

  private static func verdict(_ action: CInt) -> CInt {
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: SQLITE_OK
    default: SQLITE_DENY
    }
  }

  private func prepare(_ sql: String, into statement: inout OpaquePointer?) throws {
    guard !sql.utf8.contains(0) else { throw StoreError.statement(reason: "it has a NUL") }
    let rest: String = try sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      guard sqlite3_prepare_v2(connection, text, -1, &statement, &tail) == SQLITE_OK else {
        throw refusal()
      }
      return tail.map { String(cString: $0) } ?? ""
    }
    guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
      throw StoreError.statement(reason: "there is more than one")
    }
  }

  private func bind(_ parameters: [RunStore.Parameter], to statement: OpaquePointer) throws {
    let row = PreparedStatement(unowned: statement)
    var open = Set(1...max(1, Int(sqlite3_bind_parameter_count(statement))))
    if sqlite3_bind_parameter_count(statement) == 0 { open = [] }
    var next = 1
    for parameter in parameters {
      var index = next
      if let name = parameter.name {
        index =
          [":", "@", "$"].map { Int(sqlite3_bind_parameter_index(statement, $0 + name)) }
          .first { $0 > 0 } ?? 0
      } else {
        next += 1
      }
      guard open.remove(index) != nil else {
        throw StoreError.statement(reason: "it has no parameter '\(parameter.name ?? "?\(index)")'")
      }
      row.bind(index, parameter.value)
    }
    if let index = open.min() {
      let name = sqlite3_bind_parameter_name(statement, CInt(index)).map { String(cString: $0) }
      throw StoreError.statement(reason: "its parameter '\(name ?? "?\(index)")' has no value")
    }
  }

  private func step(_ statement: OpaquePointer, _ deadline: DispatchTime) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case SQLITE_INTERRUPT: throw StoreError.timeLimit(seconds: seconds)
    default: throw refusal()
    }
  }

  private func refusal() -> StoreError {
    let message = String(cString: sqlite3_errmsg(connection))
    switch sqlite3_errcode(connection) {
    case SQLITE_INTERRUPT: return .timeLimit(seconds: seconds)
    case SQLITE_AUTH: return .statement(reason: "only SELECT is allowed")
    case SQLITE_CORRUPT: return .corrupt(path: path, detail: message)
    case SQLITE_IOERR: return .inputOutput(path: path, reason: message)
    default: return .statement(reason: message)
    }
  }
}
