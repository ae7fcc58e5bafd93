internal import GRDB

/// What the rows of a table look like when they are stored, and a table for what looks like them.
struct TableShape {
  /// A column as it was declared.
  private struct Column {
    var name: String
    var type: String
    var isRequired: Bool
    /// What a row from before the column was added reads as, in SQL.
    var initial: String?
    var key: Int
  }

  let name: String
  private let rule: SalvageRule
  private let hasRowID: Bool
  /// In the order in which they are stored.
  private let columns: [Column]

  /// The tables of this program's schema whose rows are taken.
  static func all() throws -> [TableShape] {
    try DatabaseQueue().inDatabase { db in
      try Schema.current.migrate(db)
      return try SalvageRule.all.sorted { $0.key < $1.key }
        .filter { $0.value != .leftBehind }
        .map { try TableShape(db, $0.key, $0.value) }
    }
  }

  private init(_ db: Database, _ name: String, _ rule: SalvageRule) throws {
    (self.name, self.rule) = (name, rule)
    hasRowID = try db.primaryKey(name).rowIDColumn != nil
    let declared = try db.columns(in: name).map { column in
      Column(
        name: column.name,
        type: column.type,
        isRequired: column.isNotNull,
        initial: column.defaultValueSQL,
        key: column.primaryKeyIndex
      )
    }
    // A table without row numbers stores its key first.
    let keys = declared.filter { $0.key > 0 }.sorted { $0.key < $1.key }
    columns = hasRowID ? declared : keys + declared.filter { $0.key == 0 }
  }

  /// The names of the columns that tell its rows apart.
  var key: String { list(columns.filter { $0.key > 0 }) }

  /// Whether a row could be one of the table's.
  ///
  /// Rows from before a column was added are shorter.
  func fits(_ row: StoredRow) -> Bool {
    guard (row.rowID != nil) == hasRowID, row.values.count <= columns.count,
      columns.dropFirst(row.values.count).allSatisfy({ !$0.isRequired || $0.initial != nil })
    else { return false }
    return zip(row.values, columns).allSatisfy { fits($0, $1) }
  }

  private func fits(_ value: StoredValue, _ column: Column) -> Bool {
    switch value {
    case .empty: column.key > 0 ? hasRowID : !column.isRequired
    case .integer: column.type != "TEXT" && column.type != "BLOB"
    case .real: column.type == "REAL" || column.type == "ANY"
    case .text: column.type == "TEXT" || column.type == "ANY"
    case .blob: column.type == "BLOB" || column.type == "ANY"
    }
  }
}

extension TableShape {
  /// Makes a table for such rows that takes anything.
  ///
  /// It keeps the first row of each key, or each row that differs where no row may be thrown away for
  /// another yet. `is_placed` tells rows that the table's own tree led to.
  func create(_ db: Database) throws {
    let isJudgedFirst = rule == .words || rule == .members
    let unique = isJudgedFirst ? list(columns) : key
    let definitions = columns.map(definition) + ["is_placed INTEGER", "UNIQUE (\(unique))"]
    try db.execute(sql: "CREATE TABLE \(name) (\(definitions.joined(separator: ", ")))")
    for column in columns.map(\.name)
    where ["run", "run_id", "position"].contains(column) && column != columns[0].name {
      try db.execute(sql: "CREATE INDEX \(name)_by_\(column) ON \(name) (\(column))")
    }
  }

  private func definition(_ column: Column) -> String {
    column.name + (column.initial.map { " DEFAULT \($0)" } ?? "")
  }

  /// Puts a row into that table.
  func insert(_ row: StoredRow, isPlaced: Bool, _ db: Database) throws {
    let stored = Array(columns.prefix(row.values.count))
    let holes = stored.map { _ in "?" }.joined(separator: ", ")
    let insertion = try PreparedStatement(
      db,
      "INSERT OR IGNORE INTO \(name) (is_placed, \(list(stored))) VALUES (?, \(holes))"
    )
    insertion.bind(1, isPlaced ? 1 : 0)
    for (index, (value, column)) in zip(row.values, stored).enumerated() {
      if hasRowID, column.key > 0 {
        insertion.bind(index + 2, row.rowID)
      } else if case .integer(let number) = value, column.type == "REAL" {
        insertion.bind(index + 2, Double(number))
      } else {
        insertion.bind(index + 2, value)
      }
    }
    try insertion.run()
  }

  private func list(_ columns: [Column]) -> String {
    columns.map(\.name).joined(separator: ", ")
  }
}
