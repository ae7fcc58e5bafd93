public import Experiments
internal import GRDB

extension RunStore {
  /// Registers an experiment, a sweep and its runs, and says what is left to train.
  ///
  /// The same points in the same experiment are the same sweep. Runs that exist join it, and those in
  /// the trash are restored; runs that have something left to train take the limits asked for now.
  ///
  /// - Throws: `badText` for names that cannot be, `readOnly`, `locked` and what writing throws.
  public func plan(_ plan: SweepPlan, numericsVersion: Int) throws(StoreError) -> PlannedSweep {
    try plan.checkNames()
    return try writing { db in
      try Planner(db: db, numericsVersion: numericsVersion, now: Moment.now.wall).register(plan)
    }
  }

  /// Says what is left to train of some points, and changes nothing.
  ///
  /// - Throws: what reading throws.
  public func outlook(of runs: [PlannedRun]) throws(StoreError) -> [PlannedPoint] {
    try reading { db in
      try runs.map { run in
        guard let row = try RunRow.find(db, run.id) else {
          return PlannedPoint(run: run.id, ending: nil, epochsDone: 0)
        }
        return try Planner.point(db, row, RunLimits(run.definition))
      }
    }
  }
}

extension SweepPlan {
  /// Refuses names that the record does not take, before there is a record.
  ///
  /// - Throws: `badText`.
  public func checkNames() throws(StoreError) {
    try NameRule.check(experiment, kind: "experiment")
    if let name { try NameRule.check(name, kind: "sweep") }
  }
}

/// Registers sweeps, in the transaction that the connection is in.
private struct Planner {
  let db: Database
  let numericsVersion: Int
  let now: Int

  func register(_ plan: SweepPlan) throws -> PlannedSweep {
    let points = plan.points
    let experiment = try registerExperiment(plan.experiment)
    let digest = Self.digest(of: points)
    let name = plan.name ?? Self.hex(digest.prefix(4))
    let known = try findSweep(experiment: experiment, points: digest)
    if let known { try reopen(known.key) }
    let sweep =
      try known?.key ?? insertSweep(plan, experiment: experiment, name: name, points: digest)
    let isWhole = try hasAllMembers(sweep)
    if !isWhole { try removeMembers(sweep, of: points.count) }
    let planned = try points.enumerated().map { index, run in
      let row = try join(run, experiment: experiment, sweep: sweep)
      if !isWhole { try insertMember(sweep: sweep, position: index + 1, run: row.key) }
      return try Self.point(db, row, RunLimits(run.definition))
    }
    return PlannedSweep(
      name: known?.name ?? name,
      isNew: known == nil,
      nameConflict: try nameConflict(asked: plan.name, sweep: sweep, known: known?.name),
      points: planned
    )
  }

  private func nameConflict(asked: String?, sweep: Int, known: String?) throws -> NameConflict? {
    guard let asked else { return nil }
    if let known, known != asked { return .notGiven(asked: asked) }
    let row = try PreparedStatement(
      db,
      "SELECT id, size FROM sweep WHERE name = ? AND id <> ? ORDER BY id DESC LIMIT 1"
    )
    defer { row.reset() }
    row.bind(1, asked)
    row.bind(2, sweep)
    guard try row.step() else { return nil }
    let points = try row.integer(1)
    if try row.integer(0) > sweep { return .meansNewer(points: points) }
    return known == nil ? .takenOver(points: points) : nil
  }

  static func point(_ db: Database, _ row: RunRow, _ limits: RunLimits) throws -> PlannedPoint {
    let ending = try row.ending(db, by: limits)
    let epochsDone = try row.isStranded(db) ? 0 : row.summary.epochsDone
    return PlannedPoint(run: row.id, ending: ending, epochsDone: epochsDone)
  }

  /// The same points in another order are the same sweep.
  private static func digest(of points: [PlannedRun]) -> [UInt8] {
    var digest = RecordDigest()
    for id in points.map(\.id).sorted() { digest.append(id.bytes) }
    return digest.finished()
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func registerExperiment(_ name: String) throws -> Int {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO experiment (name, created_at, digest) VALUES (?1, ?2, ?3)
      ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id
      """
    )
    defer { row.reset() }
    row.bind(1, name)
    row.bind(2, now)
    row.bind(3, RecordDigest.of(name))
    _ = try row.step()
    return try row.integer(0)
  }

  private func findSweep(experiment: Int, points: [UInt8]) throws -> (key: Int, name: String)? {
    let row = try PreparedStatement(
      db,
      "SELECT id, name FROM sweep WHERE experiment = ? AND points = ?"
    )
    defer { row.reset() }
    row.bind(1, experiment)
    row.bind(2, points)
    return try row.step() ? (try row.integer(0), try row.text(1)) : nil
  }

  private func insertSweep(
    _ plan: SweepPlan,
    experiment: Int,
    name: String,
    points: [UInt8]
  ) throws -> Int {
    let row = try PreparedStatement(
      db,
      """
      INSERT INTO sweep (experiment, name, source, weights, metric, goal, created_at, points, digest,
        size)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """
    )
    defer { row.reset() }
    row.bind(1, experiment)
    row.bind(2, name)
    row.bind(3, plan.source)
    row.bind(4, plan.weights)
    row.bind(5, plan.metric)
    row.bind(6, plan.goal?.rawValue)
    row.bind(7, now)
    row.bind(8, points)
    row.bind(
      9,
      RecordDigest.of(name, plan.source, plan.weights, plan.metric ?? "", plan.goal?.rawValue ?? "")
    )
    row.bind(10, plan.points.count)
    _ = try row.step()
    return try row.integer(0)
  }

  /// Launching a cancelled sweep again takes the cancellation back.
  private func reopen(_ sweep: Int) throws {
    let row = try PreparedStatement(db, "UPDATE sweep SET cancelled_at = NULL WHERE id = ?")
    row.bind(1, sweep)
    try row.run()
  }

  /// Whether a sweep has all of its points: a new one has none yet, and purged runs leave gaps.
  private func hasAllMembers(_ sweep: Int) throws -> Bool {
    let row = try PreparedStatement(
      db,
      "SELECT size = (SELECT count(*) FROM sweep_run WHERE sweep = ?1) FROM sweep WHERE id = ?1"
    )
    defer { row.reset() }
    row.bind(1, sweep)
    return try row.step() && row.integer(0) == 1
  }

  /// Makes room for the members of a sweep; after damage, how many they were is a guess.
  private func removeMembers(_ sweep: Int, of size: Int) throws {
    let removal = try PreparedStatement(db, "DELETE FROM sweep_run WHERE sweep = ?")
    removal.bind(1, sweep)
    try removal.run()
    let row = try PreparedStatement(db, "UPDATE sweep SET size = ? WHERE id = ?")
    row.bind(1, size)
    row.bind(2, sweep)
    try row.run()
  }

  private func insertMember(sweep: Int, position: Int, run: Int) throws {
    let row = try PreparedStatement(
      db,
      "INSERT INTO sweep_run (sweep, position, run) VALUES (?, ?, ?)"
    )
    row.bind(1, sweep)
    row.bind(2, position)
    row.bind(3, run)
    try row.run()
  }

  /// Finds or plans a run; the first sweep and experiment it belongs to stay its own.
  private func join(_ run: PlannedRun, experiment: Int, sweep: Int) throws -> RunRow {
    var row = try RunRow.find(db, run.id) ?? planNew(run)
    try adopt(row.key, experiment: experiment, sweep: sweep)
    if row.trashedAt != nil {
      row.trashedAt = nil
      _ = try row.save(db, ifAttempt: row.attempt)
    }
    let limits = RunLimits(run.definition)
    let isDone = try row.ending(db, by: limits) != nil
    if !isDone, row.summary.status != .running { try row.setLimits(db, limits) }
    return row
  }

  private func planNew(_ run: PlannedRun) throws -> RunRow {
    let definition = StoredDefinition(run.definition, numericsVersion: numericsVersion)
    return try RunRow(db, planning: run, definition, now: now)
  }

  private func adopt(_ run: Int, experiment: Int, sweep: Int) throws {
    let row = try PreparedStatement(
      db,
      "UPDATE run SET experiment = ?, sweep = ? WHERE id = ? AND sweep IS NULL"
    )
    row.bind(1, experiment)
    row.bind(2, sweep)
    row.bind(3, run)
    try row.run()
  }
}
