public import Experiments

/// A condition on runs, ready for the database.
///
/// It is an expression over `run AS r` with `?` for every value, and the values. Only this module
/// makes one.
public struct Condition: Sendable, Equatable {
  let sql: String
  let arguments: [StoredValue]

  init(sql: String, arguments: [StoredValue] = []) {
    self.sql = sql
    self.arguments = arguments
  }

  /// Holds for every run.
  public static let all = Condition(sql: "1")

  /// Holds for the runs of a sweep.
  public static func member(of sweep: SweepRecord) -> Condition {
    Condition(
      sql: "EXISTS (SELECT 1 FROM sweep_run AS m WHERE m.run = r.id AND m.sweep = ?)",
      arguments: [.integer(sweep.key)]
    )
  }

  /// Holds for the runs of the experiment of a name, whichever sweep brought them there.
  public static func experiment(_ name: String) -> Condition {
    Condition(
      sql: """
        EXISTS (SELECT 1 FROM sweep_run AS m JOIN sweep AS s ON s.id = m.sweep \
        JOIN experiment AS e ON e.id = s.experiment WHERE m.run = r.id AND e.name = ?)
        """,
      arguments: [.text(name)]
    )
  }

  /// Holds for these runs, of which there are at most 30,000.
  public static func run(in runs: [RunID]) -> Condition {
    let marks = Array(repeating: "?", count: runs.count).joined(separator: ", ")
    return Condition(
      sql: "r.run_id IN (\(marks))",
      arguments: runs.map { .blob($0.bytes) }
    )
  }

  /// Holds for runs of a status.
  public static func status(_ status: RunStatus) -> Condition {
    Condition(sql: "r.status = ?", arguments: [.text(status.rawValue)])
  }

  /// Holds for runs with a tag.
  public static func tag(_ tag: String) -> Condition {
    Condition(
      sql: "EXISTS (SELECT 1 FROM tag AS t WHERE t.run = r.id AND t.tag = ?)",
      arguments: [.text(tag)]
    )
  }

  /// Holds where both do.
  public static func && (left: Condition, right: Condition) -> Condition {
    if left == .all { return right }
    if right == .all { return left }
    return Condition(
      sql: "(\(left.sql)) AND (\(right.sql))",
      arguments: left.arguments + right.arguments
    )
  }
}
