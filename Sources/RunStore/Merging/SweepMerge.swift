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
    var size: Int
  }

  /// A run's place in a sweep.
  private struct Member: Equatable {
    var position: Int
    var run: [UInt8]
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
        try fill(try insert(theirs, experiment), with: members(source, key))
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
    let members = try (members(source, key), members(target, known))
    let union = isEarlier ? Self.union(members.0, members.1) : Self.union(members.1, members.0)
    if union != members.1 { try fill(known, with: union) }
  }

  /// The members of one file, and behind them those that it lost to a purge and the other kept.
  private static func union(_ first: [Member], _ second: [Member]) -> [Member] {
    let runs = Set(first.map(\.run))
    var (all, taken) = (first, Set(first.map(\.position)))
    for member in second where !runs.contains(member.run) {
      let isFree = taken.insert(member.position).inserted
      all.append(isFree ? member : Member(position: (taken.max() ?? 0) + 1, run: member.run))
      taken.formUnion(all.suffix(1).map(\.position))
    }
    return all.sorted { $0.position < $1.position }
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
      SELECT e.name, e.created_at, \(names), s.created_at, s.cancelled_at, s.points, s.digest, s.size
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
      digest: try row.blob(10),
      size: try row.integer(11)
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
        experiment, points, size)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """
    )
    defer { row.reset() }
    bind(sweep, to: row)
    row.bind(9, experiment)
    row.bind(10, sweep.points)
    row.bind(11, sweep.size)
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

  private func members(_ db: Database, _ key: Int) throws -> [Member] {
    let row = try PreparedStatement(
      db,
      """
      SELECT m.position, r.run_id FROM sweep_run AS m JOIN run AS r ON r.id = m.run
      WHERE m.sweep = ? ORDER BY m.position
      """
    )
    defer { row.reset() }
    row.bind(1, key)
    var members: [Member] = []
    while try row.step() {
      members.append(Member(position: try row.integer(0), run: try row.blob(1)))
    }
    return members
  }

  private func fill(_ key: Int, with members: [Member]) throws {
    let removal = try PreparedStatement(target, "DELETE FROM sweep_run WHERE sweep = ?")
    removal.bind(1, key)
    try removal.run()
    let insertion = try PreparedStatement(
      target,
      "INSERT INTO sweep_run (sweep, position, run) SELECT ?, ?, id FROM run WHERE run_id = ?"
    )
    for member in members {
      insertion.bind(1, key)
      insertion.bind(2, member.position)
      insertion.bind(3, member.run)
      try insertion.run()
    }
  }
}
