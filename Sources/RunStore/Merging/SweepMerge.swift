internal import Experiments
internal import GRDB

/// The union of the sweeps and experiments of two files; all runs are there already.
///
/// Sweeps are the same where their experiment's name and their points are. The one that was launched
/// first says its name, what was asked for and the order of its runs; it is cancelled where any is.
struct SweepMerge {
  let source: Database
  let target: Database

  private struct Row {
    var experiment: (name: String, createdAt: Int)
    var texts: [String?]
    var createdAt: Int
    var cancelledAt: Int?
    var points: [UInt8]
    var digest: [UInt8]
  }

  private static let columns = ["name", "source", "weights", "metric", "goal"]

  /// Merges every sweep of the source and returns how many were not there.
  func run() throws -> Int {
    var added = 0
    for key in try keys() {
      guard let theirs = try read(source, key) else { continue }
      let experiment = try register(theirs.experiment)
      guard let known = try find(experiment, theirs.points), let ours = try read(target, known)
      else {
        try fill(try insert(theirs, experiment), from: key)
        added += 1
        continue
      }
      try merge(theirs, key, into: ours, known)
    }
    return added
  }

  private func merge(_ theirs: Row, _ key: Int, into ours: Row, _ known: Int) throws {
    let isEarlier =
      (theirs.createdAt, 1) < (ours.createdAt, 1)
      || theirs.createdAt == ours.createdAt && theirs.digest.lexicographicallyPrecedes(ours.digest)
    var row = isEarlier ? theirs : ours
    row.cancelledAt = [ours.cancelledAt, theirs.cancelledAt].compactMap(\.self).max()
    try update(known, row)
    if isEarlier { try fill(known, from: key) }
  }

  private func keys() throws -> [Int] {
    let row = try PreparedStatement(source, "SELECT id FROM sweep ORDER BY created_at, id")
    defer { row.reset() }
    var keys: [Int] = []
    while try row.step() { keys.append(try row.integer(0)) }
    return keys
  }

  private func read(_ db: Database, _ key: Int) throws -> Row? {
    let names = Self.columns.map { "s.\($0)" }.joined(separator: ", ")
    let row = try PreparedStatement(
      db,
      """
      SELECT e.name, e.created_at, \(names), s.created_at, s.cancelled_at, s.points, s.digest
      FROM sweep AS s JOIN experiment AS e ON e.id = s.experiment WHERE s.id = ?
      """
    )
    defer { row.reset() }
    row.bind(1, key)
    guard try row.step() else { return nil }
    return Row(
      experiment: (try row.text(0), try row.integer(1)),
      texts: try (2..<7).map { try row.optionalText($0) },
      createdAt: try row.integer(7),
      cancelledAt: try row.optionalInteger(8),
      points: try row.blob(9),
      digest: try row.blob(10)
    )
  }

  private func register(_ experiment: (name: String, createdAt: Int)) throws -> Int {
    let row = try PreparedStatement(
      target,
      """
      INSERT INTO experiment (name, created_at, digest) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET created_at = min(created_at, excluded.created_at)
      RETURNING id
      """
    )
    defer { row.reset() }
    row.bind(1, experiment.name)
    row.bind(2, experiment.createdAt)
    row.bind(3, RecordDigest.of(experiment.name))
    _ = try row.step()
    return try row.integer(0)
  }

  private func find(_ experiment: Int, _ points: [UInt8]) throws -> Int? {
    let row = try PreparedStatement(
      target,
      "SELECT id FROM sweep WHERE experiment = ? AND points = ?"
    )
    defer { row.reset() }
    row.bind(1, experiment)
    row.bind(2, points)
    return try row.step() ? try row.integer(0) : nil
  }

  private func insert(_ sweep: Row, _ experiment: Int) throws -> Int {
    let row = try PreparedStatement(
      target,
      """
      INSERT INTO sweep (\(Self.columns.joined(separator: ", ")), created_at, cancelled_at, digest,
        experiment, points)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """
    )
    defer { row.reset() }
    bind(sweep, to: row)
    row.bind(9, experiment)
    row.bind(10, sweep.points)
    _ = try row.step()
    return try row.integer(0)
  }

  private func update(_ key: Int, _ sweep: Row) throws {
    let row = try PreparedStatement(
      target,
      """
      UPDATE sweep SET (\(Self.columns.joined(separator: ", ")), created_at, cancelled_at, digest)
        = (?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?
      """
    )
    bind(sweep, to: row)
    row.bind(9, key)
    try row.run()
  }

  private func bind(_ sweep: Row, to row: PreparedStatement) {
    for (index, text) in sweep.texts.enumerated() { row.bind(index + 1, text) }
    row.bind(6, sweep.createdAt)
    row.bind(7, sweep.cancelledAt)
    row.bind(8, sweep.digest)
  }

  /// Writes the runs of a sweep in the source's order.
  private func fill(_ key: Int, from other: Int) throws {
    let removal = try PreparedStatement(target, "DELETE FROM sweep_run WHERE sweep = ?")
    removal.bind(1, key)
    try removal.run()
    let row = try PreparedStatement(
      source,
      """
      SELECT m.position, r.run_id FROM sweep_run AS m JOIN run AS r ON r.id = m.run
      WHERE m.sweep = ? ORDER BY m.position
      """
    )
    defer { row.reset() }
    row.bind(1, other)
    let insertion = try PreparedStatement(
      target,
      "INSERT INTO sweep_run (sweep, position, run) SELECT ?, ?, id FROM run WHERE run_id = ?"
    )
    while try row.step() {
      insertion.bind(1, key)
      insertion.bind(2, try row.integer(0))
      insertion.bind(3, try row.blob(1))
      try insertion.run()
    }
  }
}
