public import Experiments
internal import GRDB

extension RecordedEpoch {
  /// Reads an epoch and its layers, but no weights; nil where it was not recorded.
  static func read(_ db: Database, run: Int, epoch: Int) throws -> RecordedEpoch? {
    let row = try PreparedStatement(
      db,
      "SELECT \(EpochRow.columns) FROM epoch WHERE run = ? AND epoch = ?"
    )
    defer { row.reset() }
    row.bind(1, run)
    row.bind(2, epoch)
    guard try row.step() else { return nil }
    var recorded = RecordedEpoch(record: try EpochRow.read(row), weightsDigests: [], weights: nil)
    let layer = try PreparedStatement(
      db,
      "SELECT \(LayerRow.columns) FROM layer WHERE run = ? AND epoch = ? ORDER BY layer"
    )
    defer { layer.reset() }
    layer.bind(1, run)
    layer.bind(2, epoch)
    while try layer.step() {
      recorded.record.layers.append(try LayerRow.read(layer))
      recorded.weightsDigests.append(try layer.blob(10))
    }
    return recorded
  }
}

extension RunStore {
  /// Everything that was recorded of an epoch, to be compared with the same epoch trained again; nil
  /// where it was not recorded.
  ///
  /// Digests are not looked at: what was changed shall be named by the comparison.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func recordedEpoch(_ epoch: Int, of run: RunID) throws(StoreError) -> RecordedEpoch? {
    try reading { db in
      let key = try Self.key(db, run)
      let row = try PreparedStatement(
        db,
        "SELECT \(EpochRow.columns) FROM epoch WHERE run = ? AND epoch = ?"
      )
      defer { row.reset() }
      row.bind(1, key)
      row.bind(2, epoch)
      guard try row.step() else { return nil }
      var recorded = RecordedEpoch(record: try EpochRow.read(row), weightsDigests: [], weights: nil)
      try Self.readLayers(db, run: key, into: &recorded)
      return recorded
    }
  }

  private static func readLayers(
    _ db: Database,
    run: Int,
    into recorded: inout RecordedEpoch
  ) throws {
    let names = LayerRow.columns.split(separator: ", ").map { "l.\($0)" }.joined(separator: ", ")
    let row = try PreparedStatement(
      db,
      """
      SELECT \(names), w.weights, w.biases FROM layer AS l
      LEFT JOIN weights AS w ON w.run = l.run AND w.epoch = l.epoch AND w.layer = l.layer
      WHERE l.run = ? AND l.epoch = ? ORDER BY l.layer
      """
    )
    defer { row.reset() }
    row.bind(1, run)
    row.bind(2, recorded.record.epoch)
    var weights: [WeightsSnapshot.Layer] = []
    while try row.step() {
      recorded.record.layers.append(try LayerRow.read(row))
      recorded.weightsDigests.append(try row.blob(10))
      guard !row.isNull(11) else { continue }
      weights.append(.init(weights: try row.blob(11), biases: try row.blob(12)))
    }
    recorded.weights = weights.count == recorded.weightsDigests.count ? weights : nil
  }

  /// The watched costs of the recorded epochs up to one, for schedules that look back.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func history(of run: RunID, through epoch: Int) throws(StoreError) -> [WatchedEpoch] {
    try reading { db in
      guard let row = try RunRow.find(db, run) else {
        throw StoreError.unknownRun(run.description)
      }
      return try row.history(db).filter { $0.epoch <= epoch }
    }
  }
}
