internal import GRDB
internal import GRDBSQLite

/// The rows that belong to a run, on their way from one file to another with the same schema.
struct RunRows {
  /// Tables of a run's history by epoch: rows of the preferred copy are written over the others.
  static let history = ["epoch", "layer", "finding"]
  /// Tables that follow from the history as a whole and go with the preferred copy.
  ///
  /// A new table of rows that begin with their run is one word here.
  static let replaced = ["state"]

  let source: Database
  let target: Database
  /// The run's key in the source.
  let from: Int
  /// The run's key in the target.
  let to: Int

  /// Copies all rows of a table, or those after an epoch; rows that are there are written over.
  func copy(_ table: String, after epoch: Int? = nil) throws {
    let shape = try Shape(target, table)
    try copy(
      shape,
      where: epoch.map { "epoch > \($0)" } ?? "1",
      conflict: shape.updates.isEmpty
        ? "DO NOTHING" : "(\(shape.key)) DO UPDATE SET \(shape.updates)"
    )
  }

  /// Copies the rows of a table that are not there.
  func copyMissing(_ table: String) throws {
    try copy(Shape(target, table), where: "1", conflict: "DO NOTHING")
  }

  /// Copies the weights of those epochs of which none are kept.
  func copyMissingWeights() throws {
    let kept = Set(try keptEpochs(target, to))
    let shape = try Shape(target, "weights")
    for epoch in try keptEpochs(source, from) where !kept.contains(epoch) {
      try copy(shape, where: "epoch = \(epoch)", conflict: "DO NOTHING")
    }
  }

  /// Deletes the rows of a table.
  func delete(_ table: String) throws {
    let row = try PreparedStatement(target, "DELETE FROM \(table) WHERE run = ?")
    row.bind(1, to)
    try row.run()
  }

  private func keptEpochs(_ db: Database, _ run: Int) throws -> [Int] {
    let row = try PreparedStatement(db, "SELECT DISTINCT epoch FROM weights WHERE run = ?")
    defer { row.reset() }
    row.bind(1, run)
    var epochs: [Int] = []
    while try row.step() { epochs.append(try row.integer(0)) }
    return epochs
  }

  private func copy(_ shape: Shape, where condition: String, conflict: String) throws {
    let row = try PreparedStatement(
      source,
      "SELECT \(shape.columns) FROM \(shape.table) WHERE run = ?1 AND \(condition) ORDER BY \(shape.key)"
    )
    defer { row.reset() }
    row.bind(1, from)
    let insertion = try PreparedStatement(
      target,
      "INSERT INTO \(shape.table) (\(shape.columns)) VALUES (\(shape.holes)) ON CONFLICT \(conflict)"
    )
    while try row.step() {
      insertion.bind(1, to)
      for column in 1..<shape.count { insertion.bind(column + 1, from: row, column) }
      try insertion.run()
    }
  }
}

extension RunRows {
  /// The columns of a table whose first one is the run.
  private struct Shape {
    let table: String
    let columns: String
    let key: String
    let updates: String
    let count: Int

    var holes: String { Array(repeating: "?", count: count).joined(separator: ", ") }

    init(_ db: Database, _ table: String) throws {
      let all = try db.columns(in: table)
      self.table = table
      columns = all.map(\.name).joined(separator: ", ")
      count = all.count
      key = all.filter { $0.primaryKeyIndex > 0 }
        .sorted { $0.primaryKeyIndex < $1.primaryKeyIndex }
        .map(\.name).joined(separator: ", ")
      updates = all.filter { $0.primaryKeyIndex == 0 }
        .map { "\($0.name) = excluded.\($0.name)" }.joined(separator: ", ")
    }
  }
}

extension PreparedStatement {
  /// Binds a value of another statement's row as it is.
  fileprivate func bind(_ index: Int, from row: PreparedStatement, _ column: Int) {
    sqlite3_bind_value(handle, CInt(index), sqlite3_column_value(row.handle, CInt(column)))
  }
}
