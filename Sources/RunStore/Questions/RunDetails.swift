public import Experiments
internal import GRDB

/// Everything that is recorded of a run but its history.
public struct RunDetails: Sendable, Equatable {
  /// Its id.
  public var id: RunID
  /// The experiment of its first sweep.
  public var experiment: String?
  /// Its first sweep.
  public var sweep: String?
  /// What defines it.
  public var definition: StoredDefinition
  /// Where it stands, and its history in a few numbers; a running run whose process is gone is lost.
  public var summary: RunSummary
  /// Who trained it last.
  public var environment: Environment?
  /// What its history shows, in the order it was seen.
  public var findings: [Finding]
  /// Its tags, sorted.
  public var tags: [String]
  /// Its note.
  public var note: String?
  /// Whether it is in the trash.
  public var isTrashed: Bool
}

extension RunStore {
  /// Everything that is recorded of a run but its history.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func details(of run: RunID) throws(StoreError) -> RunDetails {
    try reading { db in
      guard let row = try RunRow.find(db, run),
        let definition = try RunRow.definition(db, run: row.key)
      else { throw StoreError.unknownRun(run.description) }
      var summary = row.summary
      if try Reaping.isLost(row, db) { summary.status = .lost }
      let text = { (column: String) in try Self.text(db, column, run: row.key) }
      return RunDetails(
        id: run,
        experiment: try text("experiment"),
        sweep: try text("sweep"),
        definition: definition,
        summary: summary,
        environment: try row.environment.flatMap { try Environment(db, key: $0) },
        findings: try FindingRow.read(db, run, run: row.key),
        tags: try text("tags").map { $0.split(separator: ",").map(String.init) } ?? [],
        note: try text("note"),
        isTrashed: row.trashedAt != nil
      )
    }
  }

  private static func text(_ db: Database, _ column: String, run: Int) throws -> String? {
    let value = try RunColumn.named(column).shown
    let row = try PreparedStatement(
      db,
      bound: "SELECT \(value) FROM run AS r WHERE r.id = \(bound: .integer(run))"
    )
    defer { row.reset() }
    return try row.step() ? row.optionalText(0) : nil
  }
}

extension Reaping {
  /// Whether a row says that a run is being trained by a process that is gone.
  static func isLost(_ run: RunRow, _ db: Database) throws -> Bool {
    guard run.summary.status == .running else { return false }
    guard let process = run.process else { return true }
    return try ProcessRow.gone(db, for: .current).contains(process)
  }
}
