internal import Experiments
internal import GRDB

/// A run as one file has it.
struct RunCopy {
  let db: Database
  var row: RunRow
  let definition: StoredDefinition

  /// Reads a run; nil where the file does not have it.
  ///
  /// In a foreign file nobody trains for us: what is running there is lost here.
  init?(_ db: Database, _ id: RunID, isForeign: Bool) throws {
    guard let row = try RunRow.find(db, id),
      let definition = try RunRow.definition(db, run: row.key)
    else { return nil }
    (self.db, self.row, self.definition) = (db, row, definition)
    if isForeign, row.summary.status == .running { self.row.summary.status = .lost }
  }

  /// The last recorded epoch; −1 before anything is recorded.
  var lastEpoch: Int { row.summary.chain == nil ? -1 : row.summary.epochsDone }

  /// Refuses to change what a process trains.
  func checkIdle() throws {
    guard row.summary.status == .running else { return }
    let holder = try row.process.flatMap { try ProcessRow.leases(db)[$0]?.holder }
    throw StoreError.beingTrained("run \(row.id.short)", holder: holder ?? "another process")
  }
}

extension RunCopy {
  /// Whether this copy says more than another with the same history as far as both go: it has more
  /// epochs, or can go on where the other cannot, or has come further, or began first.
  ///
  /// The last word is a digest, so that any two copies are told apart the same way in either file.
  func isPreferred(to other: RunCopy) throws -> Bool {
    let (ours, theirs) = (try standing(), try other.standing())
    if ours != theirs { return theirs.lexicographicallyPrecedes(ours) }
    return try other.tieBreak().lexicographicallyPrecedes(tieBreak())
  }

  private func standing() throws -> [Int] {
    let progress: [RunStatus] = [
      .queued, .lost, .interrupted, .running, .failed, .diverged, .finished,
    ]
    return [
      lastEpoch, try stateDigest() == nil ? 0 : 1,
      progress.firstIndex(of: row.summary.status) ?? 0, -(row.summary.startedAt ?? Int.max),
    ]
  }

  private func tieBreak() throws -> [UInt8] {
    var summary = row.summary
    summary.plannedAt = 0
    let environment = try row.environment.flatMap { try Environment(db, key: $0) }
    return summary.digest(of: row.id) + definition.digest(of: row.id)
      + (environment?.digest ?? [])
  }
}

extension RunCopy {
  /// The first thing in which two copies differ where both have an epoch; nil where none is found.
  ///
  /// Every bit that a definition determines is compared. How long an epoch took is no difference.
  func difference(from other: RunCopy) throws -> RecordDifference? {
    let shared = min(lastEpoch, other.lastEpoch)
    guard shared >= 0 else { return nil }
    if try chain(at: shared) != other.chain(at: shared) {
      for epoch in 0...shared {
        let ours = try RecordedEpoch.read(db, run: row.key, epoch: epoch)
        let theirs = try RecordedEpoch.read(other.db, run: other.row.key, epoch: epoch)
        guard let ours, let theirs else {
          throw DatabaseError.damaged("the epochs of run \(row.id.short)")
        }
        if let difference = ours.difference(from: theirs) { return difference }
      }
    }
    guard lastEpoch == other.lastEpoch, let ours = try stateDigest(),
      let theirs = try other.stateDigest(), ours != theirs
    else { return nil }
    return RecordDifference(
      epoch: shared,
      name: "the state to resume from",
      recorded: ours.hex,
      computed: theirs.hex
    )
  }

  /// The link of the chain at an epoch; nil before the first.
  func chain(at epoch: Int) throws -> [UInt8]? {
    try blob("SELECT chain FROM epoch WHERE run = ? AND epoch = ?", epoch)
  }

  private func stateDigest() throws -> [UInt8]? {
    try blob("SELECT digest FROM state WHERE run = ?1 AND ?2 = ?2", 0)
  }

  private func blob(_ sql: String, _ epoch: Int) throws -> [UInt8]? {
    let found = try PreparedStatement(db, sql)
    defer { found.reset() }
    found.bind(1, row.key)
    found.bind(2, epoch)
    return try found.step() ? try found.blob(0) : nil
  }
}
