internal import Experiments
internal import GRDB

/// How a process takes a run to train it, in one transaction that holds the right to write.
struct Claim {
  let process: Int
  let environment: Int
  let observer: ProcessIdentity
  let numericsVersion: Int

  /// Takes a run; without progress where there is nothing to train or another process trains it.
  func make(_ db: Database, _ run: PlannedRun) throws -> (RunBeginning, RunProgress?) {
    let now = Moment.now
    var row = try RunRow.find(db, run.id) ?? plan(db, run, now: now)
    if let holder = try holder(db, of: row, now: now) { return (.held(by: holder), nil) }
    let limits = RunLimits(run.definition)
    if let ending = try row.ending(db, by: limits) {
      return (.done(try settle(db, &row, ending, now: now)), nil)
    }
    try row.setLimits(db, limits)
    if try row.isStranded(db) { try row.forgetHistory(db) }
    let beginning = try self.beginning(db, row)
    let detector = try row.detector(db, run.definition)
    if row.summary.chain != nil {
      try FindingRow.replace(db, by: detector.findings, of: row.id, run: row.key)
      row.summary.findings = detector.findings.count
    }
    return (beginning, try take(db, &row, detector, now: now))
  }

  private func plan(_ db: Database, _ run: PlannedRun, now: Moment) throws -> RunRow {
    let definition = StoredDefinition(run.definition, numericsVersion: numericsVersion)
    return try RunRow(db, planning: run, definition, now: now.wall)
  }

  private func holder(_ db: Database, of row: RunRow, now: Moment) throws -> String? {
    guard row.summary.status == .running, let process = row.process,
      let lease = try ProcessRow.leases(db)[process],
      !lease.isOver(at: now, for: observer)
    else { return nil }
    return lease.holder
  }

  /// Notes that a run is done where its record did not say so: its process was lost, or less is asked
  /// for than was.
  private func settle(
    _ db: Database,
    _ row: inout RunRow,
    _ ending: RunEnding,
    now: Moment
  ) throws -> RunStatus {
    let isSettled = row.summary.status == .finished || row.summary.status == .diverged
    if !isSettled {
      row.summary.end(ending, at: row.summary.finishedAt ?? now.wall)
      row.summary.error = nil
      row.process = nil
    }
    if !isSettled || row.trashedAt != nil {
      row.trashedAt = nil
      _ = try row.save(db, ifAttempt: row.attempt)
    }
    return row.summary.status
  }

  private func beginning(_ db: Database, _ row: RunRow) throws -> RunBeginning {
    guard row.summary.chain != nil else { return .fresh }
    guard
      let sizes = row.summary.sizes,
      let state = try StateRow.read(db, run: row.key, sizes: sizes, precision: row.precision),
      state.epoch == row.summary.epochsDone
    else { throw DatabaseError.damaged("the state to resume run \(row.id.short) from") }
    return .resumed(state, history: try row.history(db))
  }

  private func take(
    _ db: Database,
    _ row: inout RunRow,
    _ detector: FindingDetector,
    now: Moment
  ) throws -> RunProgress {
    // Who was silent for long, as a process that was stopped and goes on, has been forgotten.
    try ProcessRow.keep(db, process: process, observer, now: now)
    let (attempt, before) = (row.attempt, (row.summary, row.environment))
    row.attempt += 1
    row.trashedAt = nil
    row.process = process
    row.environment = environment
    row.summary.status = .running
    row.summary.startedAt = row.summary.startedAt ?? now.wall
    row.summary.finishedAt = nil
    row.summary.stoppedEarlyAt = nil
    row.summary.error = nil
    _ = try row.save(db, ifAttempt: attempt)
    // Where the best weights alone are kept, those of before give way to better ones.
    let kept = try WeightsRow.onlyEpoch(db, run: row.key)
    return RunProgress(
      id: row.id,
      key: row.key,
      attempt: row.attempt,
      process: process,
      environment: environment,
      summary: row.summary,
      before: before,
      detector: detector,
      bestKept: kept == row.summary.bestEpoch ? kept : nil
    )
  }
}
