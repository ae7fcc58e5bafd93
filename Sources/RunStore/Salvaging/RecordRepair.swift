internal import Experiments
internal import GRDB

/// Throws away what does not hold of the rows of a damaged file, until the rest is a record.
struct RecordRepair {
  private let db: Database
  private(set) var report = SalvageReport()

  init(_ db: Database) { self.db = db }

  /// Repairs everything, and counts what is left and what was lost.
  mutating func run() throws {
    try forgetMoments()
    try judgeNames()
    try judgeRuns()
    try forgetLostRuns()
    try judgeLabels(.tags, "tag")
    try judgeLabels(.notes, "note")
    try MemberRepair(db).run(&report)
  }
}

// Rows with a digest of their own.
extension RecordRepair {
  /// No digest covers when a run was put into the trash or a sweep was cancelled, nor how often a run
  /// was tried.
  private func forgetMoments() throws {
    let latest = PreparedStatement.moments.upperBound
    try db.execute(
      sql: """
        UPDATE run SET trashed_at = NULL WHERE NOT trashed_at BETWEEN planned_at AND \(latest);
        UPDATE run SET attempt = 1 WHERE NOT attempt BETWEEN 0 AND 1000000;
        UPDATE sweep SET cancelled_at = NULL
          WHERE NOT cancelled_at BETWEEN created_at AND \(latest);
        """
    )
  }

  private mutating func judgeNames() throws {
    let db = db
    try judge("experiment", "SELECT rowid, name, created_at, digest FROM experiment") { row in
      _ = try row.moment(2)
      return try row.blob(3) == RecordDigest.of(row.text(1))
    }
    try judge("environment", "SELECT rowid, id, digest FROM environment") { row in
      try Environment(db, key: row.integer(1))?.digest == row.blob(2)
    }
    try judge("initial_weights", "SELECT rowid, digest FROM initial_weights") { row in
      try InitialWeightsRow.read(db, .init(label: "", digest: row.blob(1))) != nil
    }
    let columns = "name, source, weights, metric, goal, digest, points, size, created_at"
    let lost = try judge("sweep", "SELECT rowid, \(columns) FROM sweep") { row in
      _ = (try row.count(8), try row.moment(9))
      let texts = try (1...5).map { try row.optionalText($0) ?? "" }
      let digest = RecordDigest.of(texts[0], texts[1], texts[2], texts[3], texts[4])
      return try row.blob(6) == digest && row.blob(7).count == RecordDigest.byteCount
    }
    try db.execute(sql: "DELETE FROM sweep WHERE experiment NOT IN (SELECT id FROM experiment)")
    report[.sweeps].lost += lost + db.changesCount
  }

  private mutating func judgeLabels(_ part: SalvageReport.Part, _ table: String) throws {
    let time = table == "note" ? "t.written_at" : "0"
    let lost = try judge(
      table,
      """
      SELECT t.rowid, r.run_id, t.\(table), t.digest, \(time) FROM \(table) AS t
      LEFT JOIN run AS r ON r.id = t.run
      """
    ) { row in
      _ = try row.moment(4)
      return try row.blob(3) == RecordDigest.of(row.runID(1).description, row.text(2))
    }
    report[part] = .init(read: try count("SELECT count(*) FROM \(table)"), lost: lost)
  }

  /// Deletes the rows of a table that do not hold, and of those with one key all but the first, and
  /// returns how many of those that the table's tree led to did not hold.
  @discardableResult
  private func judge(
    _ table: String,
    _ selection: String,
    holds: (PreparedStatement) throws -> Bool
  ) throws -> Int {
    let row = try PreparedStatement(db, selection)
    var bad: [Int] = []
    while try row.step() {
      if (try? holds(row)) != true { bad.append(try row.integer(0)) }
    }
    row.reset()
    let deletion = try PreparedStatement(
      db,
      "DELETE FROM \(table) WHERE rowid = ? RETURNING is_placed"
    )
    var lost = 0
    for key in bad {
      deletion.bind(1, key)
      if try deletion.step() { lost += try deletion.integer(0) }
      deletion.reset()
    }
    if table != "tag" { try deleteRepetitions(table) }
    return lost
  }

  private func deleteRepetitions(_ table: String) throws {
    let key = table == "note" ? "run" : table == "initial_weights" ? "digest" : "id"
    try db.execute(
      sql: """
        DELETE FROM \(table) WHERE rowid NOT IN (SELECT min(rowid) FROM \(table) GROUP BY \(key))
        """
    )
  }
}

// Runs.
extension RecordRepair {
  private mutating func judgeRuns() throws {
    for key in try keys("SELECT id FROM run ORDER BY id") {
      if var run = RunRepair(db, key) {
        try run.repair(&report)
      } else {
        try db.execute(sql: "DELETE FROM run WHERE id = \(key)")
        try lose(key)
      }
    }
  }

  /// Forgets what is left of runs whose own row is gone.
  private mutating func forgetLostRuns() throws {
    let isLost = "run NOT IN (SELECT id FROM run)"
    for key in try keys("SELECT DISTINCT run FROM epoch WHERE \(isLost)") {
      try lose(key)
    }
    for table in SalvageRule.tables(.epoch) + SalvageRule.tables(.run)
    where table != "gradient_check_layer" {
      try db.execute(sql: "DELETE FROM \(table) WHERE \(isLost)")
    }
  }

  /// Counts a run as lost, and forgets its history.
  private mutating func lose(_ key: Int) throws {
    let epochs = try count("SELECT count(*) FROM epoch WHERE run = \(key)")
    report[.runs].lost += 1
    report[.epochs].lost += epochs
    report[.weights].lost += try count(
      "SELECT count(DISTINCT epoch) FROM weights WHERE run = \(key)"
    )
    report[.states].lost += try count("SELECT count(*) FROM state WHERE run = \(key)")
    for table in SalvageRule.tables(.epoch) + ["state"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE run = \(key)")
    }
    report.losses.append(
      Damage(run: nil, epoch: nil, what: "a run of \(epochs) epochs, whose definition is gone")
    )
  }

  private func count(_ sql: String) throws -> Int { try keys(sql).first ?? 0 }

  private func keys(_ sql: String) throws -> [Int] {
    let row = try PreparedStatement(db, sql)
    defer { row.reset() }
    var keys: [Int] = []
    while try row.step() { keys.append(try row.integer(0)) }
    return keys
  }
}
