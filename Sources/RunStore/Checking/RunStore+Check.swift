internal import Experiments
internal import GRDB

extension RunStore {
  /// Looks for damage: the file's structure, then everything recorded against its digests.
  ///
  /// SQLite keeps no checksum of content, so a changed bit in a number is found by the digests alone.
  ///
  /// - Throws: what reading throws.
  public func check() throws(StoreError) -> [Damage] {
    try reading { db in try RecordCheck.damage(in: db, log: log) }
  }

  /// The path of the write-ahead log that is read.
  var log: String { queue.path + "-wal" }
}

/// A walk through a record that notes what contradicts its digest.
struct RecordCheck {
  private let db: Database
  private var damage: [Damage] = []

  /// Everything in a record, and in its log, that is not what was recorded.
  static func damage(in db: Database, log path: String) throws -> [Damage] {
    var check = RecordCheck(db: db)
    check.log(path)
    try check.structure()
    check.moments()
    try check.labels()
    try check.sweeps()
    try check.runs()
    check.initialWeights()
    return check.damage
  }

  private mutating func note(_ what: String, run: RunID? = nil, epoch: Int? = nil) {
    damage.append(Damage(run: run, epoch: epoch, what: what))
  }

  /// Walks through rows; one that cannot be read is damage, and ends the walk.
  private mutating func forEach(
    _ sql: String,
    _ keys: [Int] = [],
    of table: String,
    run: RunID? = nil,
    _ body: (PreparedStatement, inout RecordCheck) throws -> Void
  ) {
    do {
      let row = try PreparedStatement(db, sql)
      defer { row.reset() }
      for (index, key) in keys.enumerated() { row.bind(index + 1, key) }
      while try row.step() { try body(row, &self) }
    } catch {
      note("\(table): \((error as? DatabaseError)?.message ?? "\(error)")", run: run)
    }
  }

  /// Commits that SQLite no longer sees: which epochs they had nobody knows, but whose they may be.
  private mutating func log(_ path: String) {
    guard let damage = LogDamage.find(in: path), damage == LogDamage.find(in: path) else { return }
    note("the log breaks off at byte \(damage.byte), and \(damage.commits) commits with it")
    forEach(
      """
      SELECT run_id, CASE WHEN chain IS NULL THEN 0 ELSE epochs_done + 1 END FROM run
      WHERE status IN ('queued', 'running')
      """,
      of: "run"
    ) { row, check in
      let (run, epoch) = (try row.runID(0), try row.integer(1))
      check.note("what was recorded from here on may be lost with the log", run: run, epoch: epoch)
    }
  }

  private mutating func structure() throws {
    forEach("PRAGMA integrity_check", of: "structure") { row, check in
      let line = try row.text(0)
      if line != "ok" { check.note("structure: \(line)") }
    }
    forEach("PRAGMA foreign_key_check", of: "structure") { row, check in
      check.note("structure: a row of \(try row.text(0)) belongs to none")
    }
  }

  /// Moments that no digest covers, and that cannot be: before what they follow.
  private mutating func moments() {
    forEach("SELECT run_id FROM run WHERE trashed_at < planned_at", of: "run") { row, check in
      check.note("when it was put into the trash", run: try row.runID(0))
    }
    forEach("SELECT name FROM sweep WHERE cancelled_at < created_at", of: "sweep") { row, check in
      check.note("when the sweep '\(try row.text(0))' was cancelled")
    }
  }

  private mutating func labels() throws {
    forEach("SELECT name, digest FROM experiment", of: "experiment") { row, check in
      let name = try row.text(0)
      if try row.blob(1) != RecordDigest.of(name) { check.note("the experiment's name '\(name)'") }
    }
    for table in ["tag", "note"] {
      forEach(
        "SELECT r.run_id, t.\(table), t.digest FROM \(table) AS t JOIN run AS r ON r.id = t.run",
        of: table
      ) { row, check in
        let run = try row.runID(0)
        if try row.blob(2) != RecordDigest.of(run.description, try row.text(1)) {
          check.note("a \(table)", run: run)
        }
      }
    }
    forEach("SELECT id, digest FROM environment", of: "environment") { row, check in
      let environment = try Environment(check.db, key: try row.integer(0))
      if try environment?.digest != row.blob(1) { check.note("an environment") }
    }
  }

  private mutating func sweeps() throws {
    forEach(
      "SELECT id, name, source, weights, metric, goal, points, digest, size FROM sweep",
      of: "sweep"
    ) { row, check in
      let name = try row.text(1)
      let digest = RecordDigest.of(
        name,
        try row.text(2),
        try row.text(3),
        try row.optionalText(4) ?? "",
        try row.optionalText(5) ?? ""
      )
      if try row.blob(7) != digest { check.note("what the sweep '\(name)' is") }
      var (points, count) = (RecordDigest(), 0)
      check.forEach(
        """
        SELECT r.run_id FROM sweep_run AS m JOIN run AS r ON r.id = m.run
        WHERE m.sweep = ? ORDER BY r.run_id
        """,
        [try row.integer(0)],
        of: "sweep_run"
      ) { member, _ in
        points.append(try member.blob(0))
        count += 1
      }
      // Runs that were purged are missing.
      let isWhole = try count >= row.integer(8)
      if isWhole, try row.blob(6) != points.finished() {
        check.note("the points of the sweep '\(name)'")
      }
    }
    forEach(
      """
      SELECT r.run_id FROM run AS r
      LEFT JOIN sweep AS s ON s.id = (SELECT min(m.sweep) FROM sweep_run AS m WHERE m.run = r.id)
      WHERE r.sweep IS NOT s.id OR r.experiment IS NOT s.experiment
      """,
      of: "run"
    ) { row, check in check.note("the sweep it belongs to", run: try row.runID(0)) }
  }

  private mutating func runs() throws {
    forEach("SELECT id, run_id, definition_digest, digest FROM run ORDER BY id", of: "run") {
      row,
      check in
      let run = try row.runID(1)
      do {
        try check.checkRun(
          run,
          key: try row.integer(0),
          definition: try row.blob(2),
          summary: try row.blob(3)
        )
      } catch {
        check.note((error as? DatabaseError)?.message ?? "\(error)", run: run)
      }
    }
  }

  private mutating func initialWeights() {
    forEach("SELECT digest FROM initial_weights", of: "initial_weights") { row, check in
      let digest = try row.blob(0)
      do {
        let source = Definition.Source(label: "", digest: digest)
        _ = try InitialWeightsRow.read(check.db, source)
      } catch {
        check.note("the first weights \(Array(digest.prefix(4)).hex)")
      }
    }
  }

  private mutating func checkRun(
    _ run: RunID,
    key: Int,
    definition: [UInt8],
    summary: [UInt8]
  ) throws {
    guard let row = try RunRow.find(db, run) else { return note("it is not found", run: run) }
    if try RunRow.definition(db, run: key)?.digest(of: run) != definition {
      note("its definition", run: run)
    }
    if row.summary.digest(of: run) != summary { note("its summary", run: run) }
    try checkEpochs(row)
    if try FindingRow.read(db, run, run: key).count != row.summary.findings ?? 0 {
      note("its findings", run: run)
    }
    _ = try Verification.read(db, run, key: key)
    _ = try GradientEvidence.read(db, run, key: key)
    guard let sizes = row.summary.sizes, try !row.isStranded(db) else { return }
    let state = try StateRow.read(db, run: key, sizes: sizes, precision: row.precision)
    if state?.epoch != row.summary.epochsDone { note("the state to resume from", run: run) }
  }

  /// Each link is made again from the one before as it is stored, so that damage names its epoch.
  private mutating func checkEpochs(_ run: RunRow) throws {
    var previous = run.id.bytes
    var next = 0
    forEach(
      "SELECT \(EpochRow.columns) FROM epoch WHERE run = ? ORDER BY epoch",
      [run.key],
      of: "epoch",
      run: run.id
    ) { row, check in
      var record = try EpochRow.read(row)
      if record.epoch != next { check.note("it is not recorded", run: run.id, epoch: next) }
      let digests = check.readLayers(of: run, into: &record)
      let chain = try row.blob(15)
      if record.chain(after: previous, weightsDigests: digests) != chain {
        check.note("its numbers", run: run.id, epoch: record.epoch)
      }
      check.checkWeights(of: run, epoch: record.epoch)
      (previous, next) = (chain, record.epoch + 1)
    }
    if let last = run.summary.chain, last != previous || next != run.summary.epochsDone + 1 {
      note("its last epochs are not recorded", run: run.id, epoch: next)
    }
  }

  private mutating func readLayers(of run: RunRow, into record: inout EpochRecord) -> [[UInt8]] {
    var layers: [LayerRecord] = []
    var digests: [[UInt8]] = []
    forEach(
      "SELECT \(LayerRow.columns) FROM layer WHERE run = ?1 AND epoch = ?2 ORDER BY layer",
      [run.key, record.epoch],
      of: "layer",
      run: run.id
    ) { row, _ in
      layers.append(try LayerRow.read(row))
      digests.append(try row.blob(10))
    }
    record.layers = layers
    return digests
  }

  private mutating func checkWeights(of run: RunRow, epoch: Int) {
    do {
      _ = try WeightsRow.snapshot(db, of: run, epoch: epoch)
    } catch {
      note((error as? DatabaseError)?.message ?? "\(error)", run: run.id, epoch: epoch)
    }
  }
}
