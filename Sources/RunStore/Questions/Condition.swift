public import Experiments

/// A condition on runs, ready for the database.
///
/// Only this module makes one.
public struct Condition: Sendable, Equatable {
  /// The expression over `run AS r`.
  let expression: BoundSQL

  init(_ expression: BoundSQL) {
    self.expression = expression
  }

  /// Holds for every run.
  public static let all = Condition("1")

  /// Holds for the runs of a sweep.
  public static func member(of sweep: SweepRecord) -> Condition {
    Condition(
      """
      EXISTS (SELECT 1 FROM sweep_run AS m \
      WHERE m.run = r.id AND m.sweep = \(bound: .integer(sweep.key)))
      """
    )
  }

  /// Holds for the runs of the experiment of a name, whichever sweep brought them there.
  public static func experiment(_ name: String) -> Condition {
    Condition(
      """
      EXISTS (SELECT 1 FROM sweep_run AS m JOIN sweep AS s ON s.id = m.sweep \
      JOIN experiment AS e ON e.id = s.experiment \
      WHERE m.run = r.id AND e.name = \(bound: .text(name)))
      """
    )
  }

  /// Holds for these runs, of which there are at most 30,000.
  public static func run(in runs: [RunID]) -> Condition {
    let ids = runs.map { "\(bound: .blob($0.bytes))" as BoundSQL }
    return Condition("r.run_id IN (\(ids.joined(by: ", ")))")
  }

  /// Holds for runs of a status.
  public static func status(_ status: RunStatus) -> Condition {
    Condition("\(RunColumn.status) = \(bound: .text(status.rawValue))")
  }

  /// Holds for runs with a tag.
  public static func tag(_ tag: String) -> Condition {
    Condition("EXISTS (SELECT 1 FROM tag AS t WHERE t.run = r.id AND t.tag = \(bound: .text(tag)))")
  }

  /// Holds where both do.
  public static func && (left: Condition, right: Condition) -> Condition {
    if left == .all { return right }
    if right == .all { return left }
    return Condition("(\(left.expression)) AND (\(right.expression))")
  }
}
