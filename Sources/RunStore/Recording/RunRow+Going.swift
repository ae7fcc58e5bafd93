internal import Experiments
internal import GRDB

/// Whether a run goes on, and from where.
extension RunRow {
  /// How the run ended by some limits; nil while there is something left to train, as there is where it
  /// has to be trained from the beginning.
  func ending(_ db: Database, by limits: RunLimits) throws -> RunEnding? {
    try isStranded(db) ? nil : limits.ending(of: summary) { try history(db) }
  }

  /// Whether a lost run has epochs but no state to go on from, because salvage found it damaged.
  func isStranded(_ db: Database) throws -> Bool {
    guard summary.status == .lost, summary.chain != nil else { return false }
    let row = try PreparedStatement(db, "SELECT 1 FROM state WHERE run = ?")
    defer { row.reset() }
    row.bind(1, key)
    return try !row.step()
  }

  /// Forgets everything that was recorded of the run, so that it can be trained from the beginning.
  mutating func forgetHistory(_ db: Database) throws {
    let row = try PreparedStatement(db, "DELETE FROM epoch WHERE run = ?")
    row.bind(1, key)
    try row.run()
    let startedAt = summary.startedAt
    summary = RunSummary(plannedAt: summary.plannedAt)
    summary.startedAt = startedAt
  }
}
