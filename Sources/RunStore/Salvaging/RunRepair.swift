internal import Experiments
internal import GRDB

/// Cuts a run's history where it stops to hold, and makes its summary, its findings and its state fit
/// what is left.
struct RunRepair {
  private let db: Database
  private let key: Int
  private let id: RunID
  private let definition: StoredDefinition
  private let precision: Precision
  /// The summary as it was recorded, where it holds.
  private let recorded: RunSummary?
  private var report = SalvageReport()

  /// Reads a run; nil where its definition does not hold.
  init?(_ db: Database, _ key: Int) {
    (self.db, self.key) = (db, key)
    guard let row = try? Self.digests(db, key),
      let definition = try? RunRow.definition(db, run: key),
      definition.digest(of: row.id) == row.definition,
      let precision = definition.values[.precision].flatMap({ Precision(rawValue: $0.description) })
    else { return nil }
    (id, self.definition, self.precision) = (row.id, definition, precision)
    let summary = (try? RunRow.find(db, id))?.summary
    recorded = summary?.digest(of: id) == row.summary ? summary : nil
  }

  /// Repairs the run, and counts what is left and what was lost.
  mutating func repair(_ total: inout SalvageReport) throws {
    report = total
    let plannedAt = try recorded?.plannedAt ?? self.plannedAt()
    var history = HistoryRepair(db, key, id, definition, plannedAt: plannedAt)
    try history.run(keepsEvery: keepsEvery())
    var summary = fit(history)
    summary.sizes = try recorded?.sizes ?? sizes(history)
    try fitState(&summary, history)
    try fitFindings(&summary, history)
    try save(summary)
    try judgeEvidence()
    count(history)
    total = report
  }

  private mutating func note(_ what: String, epoch: Int? = nil) {
    report.losses.append(Damage(run: id, epoch: epoch, what: what))
  }

  private mutating func count(_ history: HistoryRepair) {
    report[.runs].read += 1
    report[.epochs].read += history.count
    report[.weights].read += history.weights.whole.count
    report[.weights].lost += history.weights.lost.count + history.traces.weights
    for epoch in history.weights.lost { note("its weights", epoch: epoch) }
  }
}

// The summary.
extension RunRepair {
  /// The summary as it was, or what the epochs come to that are left.
  private mutating func fit(_ history: HistoryRepair) -> RunSummary {
    if let recorded, recorded.chain == history.summary.chain { return recorded }
    var summary = history.summary
    let hasDiverged = summary.divergedAt != nil
    summary.status = history.count == 0 ? .queued : hasDiverged ? .diverged : .lost
    summary.startedAt = history.count == 0 ? nil : recorded?.startedAt
    let before = recorded.map { $0.chain == nil ? 0 : $0.epochsDone + 1 } ?? 0
    noteLost(history.count..<max(before, history.count + history.traces.epochs))
    return summary
  }

  private mutating func noteLost(_ epochs: Range<Int>) {
    guard let last = epochs.last else { return note("its summary") }
    report[.epochs].lost += epochs.count
    note(epochs.count == 1 ? "the epoch" : "the epochs up to \(last)", epoch: epochs.lowerBound)
  }

  /// The sizes of the network, from its weights or from a row that has no digest any more.
  private func sizes(_ history: HistoryRepair) throws -> [Int]? {
    if let last = history.weights.whole.last,
      let layers = try WeightsRow.read(db, run: key, epoch: last), !layers[0].biases.isEmpty
    {
      return [layers[0].weights.count / layers[0].biases.count]
        + layers.map { $0.biases.count / precision.byteCount }
    }
    let row = try statement("SELECT sizes FROM run WHERE id = ?")
    defer { row.reset() }
    guard history.count > 0, try row.step(), let text = try row.optionalText(0),
      let sizes = ListText.numbers(text), sizes.count >= 2,
      .list(Array(sizes.dropFirst().dropLast())) == definition.values[.hiddenLayers]
    else { return nil }
    return sizes
  }

  private func save(_ summary: RunSummary) throws {
    let row = try statement("SELECT attempt, environment, trashed_at FROM run WHERE id = ?")
    guard try row.step() else { return row.reset() }
    let run = RunRow(
      key: key,
      id: id,
      precision: precision,
      attempt: try row.integer(0),
      environment: try row.optionalInteger(1),
      trashedAt: try row.optionalInteger(2),
      summary: summary
    )
    row.reset()
    _ = try run.save(db, ifAttempt: run.attempt)
  }
}

// What follows from the history.
extension RunRepair {
  /// A run without a state cannot go on: it is lost, and launching it again trains it from the start.
  private mutating func fitState(_ summary: inout RunSummary, _ history: HistoryRepair) throws {
    let last = history.count - 1
    if last >= 0, let sizes = summary.sizes, try hasState(of: last, sizes, history) {
      return report[.states].read += 1
    }
    try execute("DELETE FROM state WHERE run = ?")
    if history.weights.whole.isEmpty { summary.sizes = nil }
    if last >= 0 || recorded?.chain != nil { report[.states].lost += 1 }
    guard last >= 0 else { return }
    summary.status = .lost
    note("the state to resume from", epoch: last)
  }

  private func hasState(of epoch: Int, _ sizes: [Int], _ history: HistoryRepair) throws -> Bool {
    let state = try? StateRow.read(db, run: key, sizes: sizes, precision: precision)
    if state?.epoch == epoch { return true }
    // Plain descent remembers nothing but the weights.
    guard definition.values[.optimizer] == .text("sgd"), let layers = history.lastWeights else {
      return false
    }
    let weights = WeightsSnapshot(sizes: sizes, precision: precision, layers: layers)
    let made = TrainingState(epoch: epoch, weights: weights, optimizer: [])
    try StateRow.replace(made, run: key, with: StateRow.replacement(db))
    return true
  }

  /// Findings are a function of the epochs: where they do not hold, they are made again.
  private mutating func fitFindings(_ summary: inout RunSummary, _ history: HistoryRepair) throws {
    let found = try? FindingRow.read(db, id, run: key)
    if summary.chain != recorded?.chain || found?.count != recorded?.findings ?? 0 {
      let isSeen = history.count > 0 && !(recorded != nil && recorded?.findings == nil)
      try execute("DELETE FROM finding WHERE run = ?")
      let findings = isSeen ? history.detector.findings : []
      try FindingRow.replace(db, by: findings, of: id, run: key)
      summary.findings = isSeen ? findings.count : nil
    }
    report[.findings].read += summary.findings ?? 0
  }

  private mutating func judgeEvidence() throws {
    let (db, id, key) = (self.db, self.id, self.key)
    try judge(.verifications, "verification") { try Verification.read(db, id, key: key).count }
    try judge(.gradientChecks, "gradient_check") {
      try GradientEvidence.read(db, id, key: key).count
    }
  }

  private mutating func judge(
    _ part: SalvageReport.Part,
    _ table: String,
    _ read: () throws -> Int
  ) throws {
    if let count = try? read() { return report[part].read += count }
    let row = try statement("SELECT count(*) FROM \(table) WHERE run = ?")
    if try row.step() { report[part].lost += try row.integer(0) }
    row.reset()
    note("its \(part.rawValue)")
    try execute("DELETE FROM \(table) WHERE run = ?")
  }
}

// Statements about the run.
extension RunRepair {
  private static func digests(
    _ db: Database,
    _ key: Int
  ) throws -> (id: RunID, definition: [UInt8], summary: [UInt8])? {
    let row = try PreparedStatement(
      db,
      "SELECT run_id, definition_digest, digest FROM run WHERE id = ?"
    )
    defer { row.reset() }
    row.bind(1, key)
    return try row.step() ? (try row.runID(0), try row.blob(1), try row.blob(2)) : nil
  }

  private func plannedAt() throws -> Int {
    let row = try statement("SELECT planned_at FROM run WHERE id = ?")
    defer { row.reset() }
    return try row.step() ? (try? row.moment(0)) ?? Moment.now.wall : Moment.now.wall
  }

  private func keepsEvery() throws -> Bool {
    let row = try statement(
      "SELECT 1 FROM run AS r JOIN sweep AS s ON s.id = r.sweep WHERE r.id = ? AND weights = 'every'"
    )
    defer { row.reset() }
    return try row.step()
  }

  private func statement(_ sql: String) throws -> PreparedStatement {
    let row = try PreparedStatement(db, sql)
    row.bind(1, key)
    return row
  }

  private func execute(_ sql: String) throws { try statement(sql).run() }
}
