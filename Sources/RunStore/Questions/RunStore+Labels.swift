public import Experiments
internal import GRDB

extension RunStore {
  /// Adds and removes tags of runs.
  ///
  /// - Throws: `badText` for tags that cannot be, `unknownRun`, `readOnly`, `locked`.
  public func tag(
    _ runs: [RunID],
    adding added: [String] = [],
    removing removed: [String] = []
  ) throws(StoreError) {
    for tag in added {
      try NameRule.check(tag, kind: "tag")
      if tag.contains(",") { throw .badText(kind: "tag", text: tag, reason: "has a comma") }
    }
    try writing { db in
      let insertion = try PreparedStatement(
        db,
        "INSERT OR IGNORE INTO tag (run, tag, digest) VALUES (?, ?, ?)"
      )
      let removal = try PreparedStatement(db, "DELETE FROM tag WHERE run = ? AND tag = ?")
      for run in runs {
        let key = try Self.key(db, run)
        for tag in removed { try Self.run(removal, key, tag) }
        for tag in added { try Self.run(insertion, key, tag, digest: Self.digest(run, tag)) }
      }
    }
  }

  /// Writes a note to a run in place of the one before; an empty one removes it.
  ///
  /// - Throws: `unknownRun`, `readOnly`, `locked`.
  public func note(_ text: String, on run: RunID) throws(StoreError) {
    try writing { db in
      let key = try Self.key(db, run)
      let removal = try PreparedStatement(db, "DELETE FROM note WHERE run = ?")
      removal.bind(1, key)
      try removal.run()
      guard !text.isEmpty else { return }
      let insertion = try PreparedStatement(
        db,
        "INSERT INTO note (run, note, digest, written_at) VALUES (?, ?, ?, ?)"
      )
      insertion.bind(4, Moment.now.wall)
      try Self.run(insertion, key, text, digest: Self.digest(run, text))
    }
  }

  /// Puts runs into the trash, where no list sees them, or takes them out.
  ///
  /// - Throws: `unknownRun`, `readOnly`, `locked`.
  public func setTrashed(_ runs: [RunID], _ isTrashed: Bool) throws(StoreError) {
    try writing { db in
      let row = try PreparedStatement(db, "UPDATE run SET trashed_at = ? WHERE id = ?")
      for run in runs {
        row.bind(1, isTrashed ? Moment.now.wall : nil)
        row.bind(2, try Self.key(db, run))
        try row.run()
      }
    }
  }

  /// Deletes runs that are in the trash for good, with their whole history; others are left alone.
  ///
  /// The pages they took are free for other runs. A sweep goes with the last of its runs. Runs that a
  /// process trains right now are kept.
  ///
  /// - Returns: How many were deleted.
  /// - Throws: `readOnly`, `locked` and what writing throws.
  @discardableResult
  public func purge(_ runs: [RunID]) throws(StoreError) -> Int {
    try writing { db in
      try Reaping.reap(db, for: .current)
      let row = try PreparedStatement(
        db,
        """
        DELETE FROM run WHERE run_id = ? AND trashed_at IS NOT NULL AND status <> 'running'
        """
      )
      var count = 0
      for run in runs {
        row.bind(1, run.bytes)
        try row.run()
        count += db.changesCount
      }
      try db.execute(sql: "DELETE FROM sweep WHERE id NOT IN (SELECT sweep FROM sweep_run)")
      return count
    }
  }

  private static func digest(_ run: RunID, _ text: String) -> [UInt8] {
    RecordDigest.of(run.description, text)
  }

  private static func run(
    _ statement: PreparedStatement,
    _ key: Int,
    _ text: String,
    digest: [UInt8]? = nil
  ) throws {
    statement.bind(1, key)
    statement.bind(2, text)
    if let digest { statement.bind(3, digest) }
    try statement.run()
  }
}
