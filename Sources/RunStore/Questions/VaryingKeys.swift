internal import Experiments
internal import GRDB

/// Finds the keys of the definition in which some runs differ, in one pass over the runs.
///
/// All are compared with the first. The statement stops at a run that differs in a key not yet seen
/// to differ, and goes on behind it with the keys that are left.
struct VaryingKeys {
  let condition: Condition
  /// Names of the definition's keys, and of other columns of the table of runs.
  let keys: [String]

  func find(_ db: Database) throws -> Set<String> {
    guard let first = try next(db, keys.map { BoundSQL(sql: "r.\($0)") }, after: 0) else {
      return []
    }
    var common = Array(zip(keys, first.values))
    var last = first.id
    while !common.isEmpty {
      let differs = common.map { "\(BoundSQL(sql: "r.\($0)")) IS NOT \(bound: $1)" as BoundSQL }
      let some: BoundSQL = "(\(differs.joined(by: " OR ")))"
      guard let run = try next(db, differs, after: last, where: some) else { break }
      common = zip(common, run.values).filter { $1 != .integer(1) }.map(\.0)
      last = run.id
    }
    return Set(keys).subtracting(common.map(\.0))
  }

  /// The first run behind another that meets the condition and one more.
  private func next(
    _ db: Database,
    _ columns: [BoundSQL],
    after id: Int,
    where more: BoundSQL = "1"
  ) throws -> (id: Int, values: [StoredValue])? {
    let row = try PreparedStatement(
      db,
      bound: """
        SELECT r.id, \(columns.joined(by: ", ")) FROM run AS r
        WHERE r.id > \(bound: .integer(id)) AND r.trashed_at IS NULL
          AND \(more) AND (\(condition.expression))
        ORDER BY r.id LIMIT 1
        """
    )
    defer { row.reset() }
    guard try row.step() else { return nil }
    return (try row.integer(0), try columns.indices.map { try row.value($0 + 1) })
  }
}
