internal import Experiments
internal import GRDB

/// A run as the recording side sees it: its key, where it stands, and who trains it.
struct RunRow {
  var key: Int
  var id: RunID
  var precision: Precision
  var process: Int?
  var attempt: Int
  var environment: Int?
  /// When it was put into the trash; nil while it is not there.
  var trashedAt: Int?
  var summary: RunSummary
}

extension RunRow {
  private static let summaryColumns = RunSummary.columns.joined(separator: ", ")
  private static let selection = """
    SELECT id, run_id, precision, process, attempt, environment, trashed_at, \(summaryColumns)
    FROM run
    """

  /// Finds a run by its id.
  static func find(_ db: Database, _ id: RunID) throws -> RunRow? {
    let row = try PreparedStatement(db, selection + " WHERE run_id = ?")
    defer { row.reset() }
    row.bind(1, id.bytes)
    return try row.step() ? RunRow(row) : nil
  }

  /// The runs that claim to be trained by none or one of some processes.
  static func running(_ db: Database, by processes: [Int]) throws -> [RunRow] {
    let keys = processes.map(String.init).joined(separator: ", ")
    let row = try PreparedStatement(
      db,
      selection + " WHERE status = 'running' AND (process IS NULL OR process IN (\(keys)))"
    )
    defer { row.reset() }
    var runs: [RunRow] = []
    while try row.step() { runs.append(try RunRow(row)) }
    return runs
  }

  private init(_ row: PreparedStatement) throws {
    key = try row.integer(0)
    id = try row.runID(1)
    precision = Precision(rawValue: try row.text(2)) ?? .single
    process = try row.optionalInteger(3)
    attempt = try row.count(4)
    environment = try row.optionalInteger(5)
    trashedAt = try row.optionalMoment(6)
    summary = try RunSummary(row, from: 7)
  }

  private static let update = """
    UPDATE run SET (\(summaryColumns), digest, process, attempt, environment, trashed_at)
      = (\(RunSummary.columns.map { _ in "?" }.joined(separator: ", ")), ?, ?, ?, ?, ?)
    WHERE id = ? AND attempt = ?
    """

  /// Writes the run back; false where another attempt than the given one has it now.
  func save(_ db: Database, ifAttempt attempt: Int) throws -> Bool {
    let row = try PreparedStatement(db, Self.update)
    let next = RunSummary.columns.count + 2
    summary.bind(to: row, from: 1, of: id)
    row.bind(next, process)
    row.bind(next + 1, self.attempt)
    row.bind(next + 2, environment)
    row.bind(next + 3, trashedAt)
    row.bind(next + 4, key)
    row.bind(next + 5, attempt)
    try row.run()
    return db.changesCount > 0
  }
}

extension RunRow {
  private static let definitionColumns = StoredDefinition.columns.joined(separator: ", ")
  private static let insertion = """
    INSERT INTO run (run_id, \(definitionColumns), definition_digest, \(summaryColumns), digest)
    VALUES (
      \(Array(repeating: "?", count: 3 + StoredDefinition.columns.count + RunSummary.columns.count)
        .joined(separator: ", "))) RETURNING id
    """

  /// Plans a run that the record does not know.
  init(
    _ db: Database,
    planning run: PlannedRun,
    _ definition: StoredDefinition,
    now: Int
  ) throws {
    let summary = RunSummary(plannedAt: now)
    self.init(
      key: try Self.insert(db, run.id, definition, summary),
      id: run.id,
      precision: run.definition.precision,
      attempt: 0,
      summary: summary
    )
  }

  /// Adds a run and returns its key.
  static func insert(
    _ db: Database,
    _ id: RunID,
    _ definition: StoredDefinition,
    _ summary: RunSummary
  ) throws -> Int {
    let row = try PreparedStatement(db, insertion)
    defer { row.reset() }
    row.bind(1, id.bytes)
    definition.bind(to: row, from: 2)
    let next = 2 + StoredDefinition.columns.count
    row.bind(next, definition.digest(of: id))
    summary.bind(to: row, from: next + 1, of: id)
    _ = try row.step()
    return try row.integer(0)
  }

  /// Reads the definition of a run.
  static func definition(_ db: Database, run: Int) throws -> StoredDefinition? {
    let row = try PreparedStatement(db, "SELECT \(definitionColumns) FROM run WHERE id = ?")
    defer { row.reset() }
    row.bind(1, run)
    return try row.step() ? StoredDefinition(row, from: 0) : nil
  }

  /// Writes the definition of a run.
  static func setDefinition(
    _ db: Database,
    run: Int,
    id: RunID,
    _ definition: StoredDefinition
  ) throws {
    let holes = StoredDefinition.columns.map { _ in "?" }.joined(separator: ", ")
    let row = try PreparedStatement(
      db,
      "UPDATE run SET (\(definitionColumns), definition_digest) = (\(holes), ?) WHERE id = ?"
    )
    definition.bind(to: row, from: 1)
    row.bind(StoredDefinition.columns.count + 1, definition.digest(of: id))
    row.bind(StoredDefinition.columns.count + 2, run)
    try row.run()
  }

  /// Copies what later steps of the schema added to a run, which follows from its history.
  static func copyColumns(from: (Database, Int), to: (Database, Int)) throws {
    let known = Set(
      StoredDefinition.columns + RunSummary.columns + [
        "id", "run_id", "definition_digest", "digest", "experiment", "sweep", "process", "attempt",
        "environment", "trashed_at",
      ]
    )
    for column in try to.0.columns(in: "run").map(\.name) where !known.contains(column) {
      let row = try PreparedStatement(from.0, "SELECT \(column) FROM run WHERE id = ?")
      defer { row.reset() }
      row.bind(1, from.1)
      guard try row.step() else { continue }
      let update = try PreparedStatement(to.0, "UPDATE run SET \(column) = ? WHERE id = ?")
      update.bind(1, try row.value(0))
      update.bind(2, to.1)
      try update.run()
    }
  }

  /// Notes how far the run is asked to go now.
  func setLimits(_ db: Database, _ limits: RunLimits) throws {
    guard try limitsDiffer(db, from: limits), var definition = try Self.definition(db, run: key)
    else { return }
    definition.values[.epochs] = .integer(limits.epochs)
    definition.values[.earlyStopping] = limits.earlyStopping.map(SettingValue.integer)
    definition.values[.minDelta] = limits.recordedMinDelta.map(SettingValue.real)
    try Self.setDefinition(db, run: key, id: id, definition)
  }

  private func limitsDiffer(_ db: Database, from limits: RunLimits) throws -> Bool {
    let row = try PreparedStatement(
      db,
      "SELECT epochs, early_stopping, min_delta FROM run WHERE id = ?"
    )
    defer { row.reset() }
    row.bind(1, key)
    guard try row.step() else { return false }
    return try row.optionalInteger(0) != limits.epochs
      || row.optionalInteger(1) != limits.earlyStopping
      || row.optionalReal(2) != limits.recordedMinDelta
  }

  /// A finder of what the run shows that has seen every recorded epoch.
  func detector(_ db: Database, _ definition: Definition) throws -> FindingDetector {
    var detector = FindingDetector(definition)
    let epochs = try PreparedStatement(
      db,
      "SELECT \(EpochRow.columns) FROM epoch WHERE run = ? ORDER BY epoch"
    )
    let layers = try PreparedStatement(
      db,
      "SELECT \(LayerRow.columns) FROM layer WHERE run = ? ORDER BY epoch, layer"
    )
    defer {
      epochs.reset()
      layers.reset()
    }
    epochs.bind(1, key)
    layers.bind(1, key)
    var hasLayer = try layers.step()
    while try epochs.step() {
      var record = try EpochRow.read(epochs)
      while hasLayer, try layers.integer(0) == record.epoch {
        record.layers.append(try LayerRow.read(layers))
        hasLayer = try layers.step()
      }
      detector.absorb(record)
    }
    return detector
  }

  /// The watched cost of every recorded epoch, in order.
  func history(_ db: Database) throws -> [WatchedEpoch] {
    let row = try PreparedStatement(
      db,
      """
      SELECT epoch, train_cost, validation_cost, nan FROM epoch WHERE run = ? ORDER BY epoch
      """
    )
    defer { row.reset() }
    row.bind(1, key)
    var history: [WatchedEpoch] = []
    while try row.step() {
      let costs = try row.numbers(from: 1, count: 2, mask: try row.integer(3))
      history.append(
        WatchedEpoch(epoch: try row.count(0), cost: costs[1] ?? costs[0] ?? .nan)
      )
    }
    return history
  }
}
