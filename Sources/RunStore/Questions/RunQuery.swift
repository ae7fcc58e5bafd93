internal import Experiments
internal import GRDB

/// The statement that answers a question about runs.
struct RunQuery {
  let question: RunQuestion
  /// Processes that no longer train: what they were training is lost, whatever the row says.
  let gone: [Int]

  init(_ question: RunQuestion, _ db: Database) throws {
    self.question = question
    gone = try ProcessRow.gone(db, for: .current)
  }

  private var condition: String { "r.trashed_at IS NULL AND (\(question.condition.sql))" }

  private var orderTerms: String {
    let keys = question.sort.map { key in
      key.column.order(descending: key.isDescending)
    }
    return (keys + [lastTerm]).joined(separator: ", ")
  }

  private var lastTerm: String {
    switch question.order {
    case .newestFirst: "r.id DESC"
    case .planned: "r.id"
    case .sweep(let sweep):
      """
      (SELECT m.position FROM sweep_run AS m WHERE m.run = r.id AND m.sweep = \(sweep.key)), r.id
      """
    }
  }

  private var status: String {
    let keys = gone.map(String.init).joined(separator: ", ")
    return """
      CASE WHEN r.status = 'running' AND (r.process IS NULL OR r.process IN (\(keys))) \
      THEN 'lost' ELSE r.status END
      """
  }

  /// Which runs, and in which order.
  ///
  /// Where the list is cut, the cut is made on keys alone: sorting
  /// whole rows costs several times as much.
  private var source: String {
    let cut = "LIMIT ?\(argumentCount + 1) OFFSET ?\(argumentCount + 2)"
    let isCut = question.limit != nil || question.offset > 0
    return isCut && !question.sort.isEmpty
      ? """
      run AS r WHERE r.id IN (
        SELECT r.id FROM run AS r WHERE \(condition) ORDER BY \(orderTerms) \(cut))
      ORDER BY \(orderTerms)
      """
      : "run AS r WHERE \(condition) ORDER BY \(orderTerms) \(cut)"
  }

  private var argumentCount: Int { question.condition.arguments.count }

  /// Goes through the runs in order.
  func forEach(_ db: Database, _ body: (RunID, [StoredValue]) throws -> Void) throws {
    let shown = question.columns.map { $0.name == "status" ? status : $0.shown }
    let row = try PreparedStatement(
      db,
      "SELECT \((shown + ["r.nan", "r.run_id"]).joined(separator: ", ")) FROM \(source)"
    )
    defer { row.reset() }
    bind(row)
    row.bind(argumentCount + 1, question.limit ?? -1)
    row.bind(argumentCount + 2, question.offset)
    while try row.step() { try body(try row.runID(shown.count + 1), try values(row)) }
  }

  private func values(_ row: PreparedStatement) throws -> [StoredValue] {
    let mask = try row.integer(question.columns.count)
    var values: [StoredValue] = []
    values.reserveCapacity(question.columns.count)
    for (index, column) in question.columns.enumerated() {
      let isNaN = column.nanBit.map { mask >> $0 & 1 == 1 } ?? false
      values.append(isNaN ? .real(.nan) : try row.value(index))
    }
    return values
  }

  /// How many runs there are without the limit.
  func count(_ db: Database) throws -> Int {
    let row = try PreparedStatement(db, "SELECT count(*) FROM run AS r WHERE \(condition)")
    defer { row.reset() }
    bind(row)
    _ = try row.step()
    return try row.integer(0)
  }

  private func bind(_ row: PreparedStatement) {
    for (index, value) in question.condition.arguments.enumerated() { row.bind(index + 1, value) }
  }
}
