internal import Experiments
internal import GRDB

/// The order of sweeps and runs that does not depend on how they came into a file.
enum RecordOrder {
  /// The terms that sort `run AS r` by when runs were planned, those of a sweep in its order: the same
  /// in every file that has the same runs.
  static let planned: BoundSQL = """
    r.planned_at, r.sweep, \
    (SELECT m.position FROM sweep_run AS m WHERE m.run = r.id AND m.sweep = r.sweep), r.run_id
    """

  /// Every run, the one planned first first; those of a sweep in its order.
  static func runs(_ db: Database) throws -> [RunID] {
    let row = try PreparedStatement(
      db,
      bound: "SELECT r.run_id FROM run AS r ORDER BY \(planned)"
    )
    defer { row.reset() }
    var runs: [RunID] = []
    while try row.step() { runs.append(try row.runID(0)) }
    return runs
  }

  /// Numbers sweeps by when they were launched, and notes the first of each run.
  static func restore(_ db: Database) throws {
    try numberSweeps(db)
    try noteFirstSweeps(db)
  }

  private static func numberSweeps(_ db: Database) throws {
    let row = try PreparedStatement(
      db,
      """
      SELECT s.id FROM sweep AS s JOIN experiment AS e ON e.id = s.experiment
      ORDER BY s.created_at, e.name, s.points
      """
    )
    var keys: [Int] = []
    while try row.step() { keys.append(try row.integer(0)) }
    row.reset()
    let moves = zip(keys, keys.sorted()).filter { $0 != $1 }
    guard !moves.isEmpty else { return }
    // A number may be taken until its owner has moved, so all move below zero first.
    try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
    for (old, new) in moves { try renumber(db, old, -new) }
    for (_, new) in moves { try renumber(db, -new, new) }
  }

  private static func renumber(_ db: Database, _ old: Int, _ new: Int) throws {
    for sql in [
      "UPDATE sweep SET id = ?2 WHERE id = ?1", "UPDATE sweep_run SET sweep = ?2 WHERE sweep = ?1",
      "UPDATE run SET sweep = ?2 WHERE sweep = ?1",
    ] {
      let row = try PreparedStatement(db, sql)
      row.bind(1, old)
      row.bind(2, new)
      try row.run()
    }
  }

  /// A run's first sweep and its experiment are those of the lowest number.
  static func noteFirstSweeps(_ db: Database) throws {
    try db.execute(
      sql: """
        WITH first AS (
          SELECT r.id AS run, s.id AS sweep, s.experiment AS experiment FROM run AS r
          LEFT JOIN sweep AS s ON s.id = (SELECT min(m.sweep) FROM sweep_run AS m WHERE m.run = r.id)
          WHERE r.sweep IS NOT s.id OR r.experiment IS NOT s.experiment
        )
        UPDATE run SET sweep = first.sweep, experiment = first.experiment
        FROM first WHERE first.run = run.id
        """
    )
  }
}
