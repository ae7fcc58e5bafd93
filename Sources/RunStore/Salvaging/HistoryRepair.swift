internal import Experiments
internal import GRDB

/// Follows the chain of a run's epochs as far as it holds, and forgets the rest.
struct HistoryRepair {
  /// What the epochs that are left come to.
  private(set) var summary: RunSummary
  /// How many epochs are left.
  private(set) var count = 0
  /// How many epochs are not, as far as traces of them are left, and how many of those have weights.
  private(set) var traces = (epochs: 0, weights: 0)
  /// What the epochs that are left show.
  private(set) var detector: FindingDetector
  /// The epochs with whole weights, and those with damaged ones.
  private(set) var weights: (whole: [Int], lost: [Int]) = ([], [])

  private let db: Database
  private let key: Int
  private let id: RunID
  /// The last epoch's weights.
  private(set) var lastWeights: [WeightsSnapshot.Layer]?

  init(_ db: Database, _ key: Int, _ id: RunID, _ definition: StoredDefinition, plannedAt: Int) {
    (self.db, self.key, self.id) = (db, key, id)
    summary = RunSummary(plannedAt: plannedAt)
    detector = FindingDetector(activationNamed: definition.values[.activation]?.description)
  }

  /// Repairs the history.
  ///
  /// - Parameter keepsEvery: whether every epoch's weights were asked for: those that are missing are
  ///   lost, unless so many are that they must have been dropped on purpose; the last epoch's never are.
  /// - Throws: what the database throws.
  mutating func run(keepsEvery: Bool) throws {
    var (previous, missing) = (id.bytes, [Int]())
    while let (epoch, chain) = try? read(count, after: previous) {
      summary.absorb(epoch.record, chain: chain)
      detector.absorb(epoch.record)
      if epoch.record.hasDiverged { summary.divergedAt = count }
      if try !takeWeights() { missing.append(count) }
      (previous, count) = (chain, count + 1)
    }
    let others = weights.whole.filter { $0 != count - 1 }
    if keepsEvery, missing.count <= others.count { weights.lost += missing }
    traces = try (rows("epoch", from: count), rows("weights", from: count))
    for table in SalvageRule.tables(.epoch) {
      try execute("DELETE FROM \(table) WHERE run = ?1 AND epoch NOT BETWEEN 0 AND ?2", count - 1)
    }
    try execute(
      """
      DELETE FROM weights WHERE run = ?1 AND NOT EXISTS (SELECT 1 FROM layer AS l
        WHERE l.run = weights.run AND l.epoch = weights.epoch AND l.layer = weights.layer)
      """
    )
  }

  /// Reads an epoch and its link of the chain; nil where they do not hold together.
  private func read(_ epoch: Int, after previous: [UInt8]) throws -> (RecordedEpoch, [UInt8])? {
    let row = try PreparedStatement(db, "SELECT chain FROM epoch WHERE run = ? AND epoch = ?")
    defer { row.reset() }
    row.bind(1, key)
    row.bind(2, epoch)
    guard try row.step(), let recorded = try RecordedEpoch.read(db, run: key, epoch: epoch),
      (0...Self.maximumExamples).contains(recorded.record.examples)
    else { return nil }
    let chain = recorded.record.chain(
      after: previous,
      weightsDigests: recorded.weightsDigests
    )
    return try row.blob(0) == chain ? (recorded, chain) : nil
  }

  /// What is larger was never recorded, and adds up to more than an integer holds.
  private static let maximumExamples = 1 << 40

  /// Judges the weights of the next epoch; false where there are none.
  private mutating func takeWeights() throws -> Bool {
    lastWeights = try? WeightsRow.read(db, run: key, epoch: count)
    if lastWeights != nil { weights.whole.append(count) }
    guard lastWeights == nil, try rows("weights", from: count, to: count) > 0 else {
      return lastWeights != nil
    }
    weights.lost.append(count)
    try execute("DELETE FROM weights WHERE run = ?1 AND epoch = ?2", count)
    return true
  }
}

extension HistoryRepair {
  /// How many epochs have rows in a table.
  private func rows(_ table: String, from first: Int, to last: Int = .max) throws -> Int {
    let sql =
      "SELECT count(DISTINCT epoch) FROM \(table) WHERE run = ?1 AND epoch BETWEEN ?2 AND ?3"
    let row = try PreparedStatement(db, sql)
    defer { row.reset() }
    for (index, number) in [key, first, last].enumerated() { row.bind(index + 1, number) }
    return try row.step() ? try row.integer(0) : 0
  }

  private func execute(_ sql: String, _ numbers: Int...) throws {
    let row = try PreparedStatement(db, sql)
    for (index, number) in ([key] + numbers).enumerated() { row.bind(index + 1, number) }
    try row.run()
  }
}
