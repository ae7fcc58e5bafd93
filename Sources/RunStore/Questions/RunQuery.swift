internal import Experiments
internal import GRDB

/// The statement that answers a question about runs.
struct RunQuery {
  let question: RunQuestion

  private var condition: BoundSQL {
    let place: BoundSQL = question.isAboutTrash ? "IS NOT NULL" : "IS NULL"
    return "r.trashed_at \(place) AND (\(question.condition.expression))"
  }

  /// What sorts, over the table of keys and `run AS r`.
  private var order: BoundSQL {
    let terms = question.sort.enumerated().map { index, key in
      key.column.order(key: "k.key\(index)", descending: key.isDescending)
    }
    return (terms.map { BoundSQL(sql: $0) } + [order(of: "k")]).joined(by: ", ")
  }

  /// What sorts where nothing else does, over a table that has the runs' keys.
  private func order(of table: BoundSQL) -> BoundSQL {
    switch question.order {
    case .newestFirst: "\(table).id DESC"
    case .planned: "\(table).id"
    case .sweep(let sweep):
      """
      (SELECT m.position FROM sweep_run AS m \
      WHERE m.run = \(table).id AND m.sweep = \(bound: .integer(sweep.key))), \(table).id
      """
    }
  }

  private var isPlanned: Bool { if case .planned = question.order { true } else { false } }

  /// The sort keys of each run, each computed once.
  private var keys: BoundSQL {
    let keys = question.sort.enumerated().map { index, key in
      "\(key.column.marked) AS \(BoundSQL(sql: "key\(index)"))" as BoundSQL
    }
    return "SELECT \((["r.id AS id"] + keys).joined(by: ", ")) FROM run AS r WHERE \(condition)"
  }

  private var cut: BoundSQL {
    "LIMIT \(bound: .integer(question.limit ?? -1)) OFFSET \(bound: .integer(question.offset))"
  }

  /// The runs in order, and, where sort keys were computed, how many there are without the limit.
  ///
  /// Keys alone are sorted: sorting whole rows costs several times as much, and the memory for them.
  private var chosen: BoundSQL {
    guard !question.sort.isEmpty else {
      return """
        SELECT r.id FROM run AS r WHERE \(condition) \
        ORDER BY \(isPlanned ? RecordOrder.planned : order(of: "r")) \(cut)
        """
    }
    return """
      WITH keys AS MATERIALIZED (\(keys))
      SELECT k.id, (SELECT count(*) FROM keys) FROM keys AS k ORDER BY \(order) \(cut)
      """
  }

  /// What is asked of one run, whose key is the last value.
  private var shown: BoundSQL {
    let columns = (question.columns.map(\.shown) + ["r.nan", "r.run_id"]).joined(by: ", ")
    return "SELECT \(columns) FROM run AS r WHERE r.id = \(bound: .integer(0))"
  }

  /// Goes through the keys of the runs in order, and returns how many there are without the limit,
  /// where that came to light on the way: what a condition reads of histories is best read once.
  @discardableResult
  func forEachKey(_ db: Database, _ body: (Int) throws -> Void) throws -> Int? {
    let row = try PreparedStatement(db, bound: chosen)
    defer { row.reset() }
    var total: Int?
    while try row.step() {
      if !question.sort.isEmpty, total == nil { total = try row.integer(1) }
      try body(try row.integer(0))
    }
    return total
  }

  /// As ``forEachKey(_:_:)``, with the run and what is asked of it.
  @discardableResult
  func forEach(_ db: Database, _ body: (RunID, [StoredValue]) throws -> Void) throws -> Int? {
    let shown = shown, row = try PreparedStatement(db, bound: shown)
    defer { row.reset() }
    let run = question.columns.count + 1
    return try forEachKey(db) { key in
      row.rewind()
      row.bind(shown.arguments.count, key)
      if try row.step() { try body(try row.runID(run), try values(row)) }
    }
  }

  private func values(_ row: PreparedStatement) throws -> [StoredValue] {
    let mask = try row.integer(question.columns.count)
    var values: [StoredValue] = []
    values.reserveCapacity(question.columns.count)
    for (index, column) in question.columns.enumerated() {
      let isNaN = column.nanBit.map { mask >> $0 & 1 == 1 } ?? false
      let value = isNaN ? .real(.nan) : try row.value(index)
      values.append(column.kind == .real && value == .text("nan") ? .real(.nan) : value)
    }
    return values
  }

  /// How many runs there are without the limit.
  func count(_ db: Database) throws -> Int {
    let row = try PreparedStatement(
      db,
      bound: "SELECT count(*) FROM run AS r WHERE \(condition)"
    )
    defer { row.reset() }
    _ = try row.step()
    return try row.integer(0)
  }
}
