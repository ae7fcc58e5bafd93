public import Experiments
internal import GRDB

extension RunStore {
  /// Every recorded epoch of a run with its layers, in order.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func epochs(of run: RunID) throws(StoreError) -> [EpochRecord] {
    try reading { db in
      let key = try Self.key(db, run)
      let row = try PreparedStatement(
        db,
        "SELECT \(EpochRow.columns) FROM epoch WHERE run = ? ORDER BY epoch"
      )
      defer { row.reset() }
      row.bind(1, key)
      var epochs: [EpochRecord] = []
      while try row.step() { epochs.append(try EpochRow.read(row)) }
      let layers = try Self.layers(db, run: key, epoch: nil)
      for index in epochs.indices { epochs[index].layers = layers[epochs[index].epoch] ?? [] }
      return epochs
    }
  }

  /// The layers of one recorded epoch of a run, in order; nil where it was not recorded.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func layers(of run: RunID, epoch: Int) throws(StoreError) -> [LayerRecord]? {
    try reading { db in
      try Self.layers(db, run: try Self.key(db, run), epoch: epoch)[epoch]
    }
  }

  /// The weights at the end of an epoch, checked against their digests; nil where they were not kept.
  ///
  /// - Throws: `unknownRun`, `corrupt`, and what reading throws.
  public func weights(of run: RunID, epoch: Int) throws(StoreError) -> WeightsSnapshot? {
    try reading { db in
      guard let row = try RunRow.find(db, run) else {
        throw StoreError.unknownRun(run.description)
      }
      if let kept = try WeightsRow.snapshot(db, of: row, epoch: epoch) { return kept }
      let state = try Self.state(db, row)
      return state?.epoch == epoch ? state?.weights : nil
    }
  }

  /// The epochs whose weights can be had without training again, in order.
  ///
  /// - Throws: `unknownRun`, and what reading throws.
  public func keptEpochs(of run: RunID) throws(StoreError) -> [Int] {
    try reading { db in
      let row = try PreparedStatement(
        db,
        """
        SELECT epoch FROM weights WHERE run = ?1 AND layer = 2
        UNION SELECT epoch FROM state WHERE run = ?1 ORDER BY epoch
        """
      )
      defer { row.reset() }
      row.bind(1, try Self.key(db, run))
      var epochs: [Int] = []
      while try row.step() { epochs.append(try row.count(0)) }
      return epochs
    }
  }

  /// What a run needs to go on from its last recorded epoch; nil before anything is recorded.
  ///
  /// - Throws: `unknownRun`, `corrupt`, and what reading throws.
  public func state(of run: RunID) throws(StoreError) -> TrainingState? {
    try reading { db in
      guard let row = try RunRow.find(db, run) else {
        throw StoreError.unknownRun(run.description)
      }
      return try Self.state(db, row)
    }
  }

  private static func state(_ db: Database, _ row: RunRow) throws -> TrainingState? {
    guard let sizes = row.summary.sizes else { return nil }
    return try StateRow.read(db, run: row.key, sizes: sizes, precision: row.precision)
  }

  static func key(_ db: Database, _ run: RunID) throws -> Int {
    let row = try PreparedStatement(db, "SELECT id FROM run WHERE run_id = ?")
    defer { row.reset() }
    row.bind(1, run.bytes)
    guard try row.step() else { throw StoreError.unknownRun(run.description) }
    return try row.integer(0)
  }

  /// The run of a key.
  static func runID(_ db: Database, _ key: Int) throws -> RunID {
    let row = try PreparedStatement(db, "SELECT run_id FROM run WHERE id = ?")
    defer { row.reset() }
    row.bind(1, key)
    guard try row.step() else { throw StoreError.unknownRun("\(key)") }
    return try row.runID(0)
  }

  private static func layers(
    _ db: Database,
    run: Int,
    epoch: Int?
  ) throws -> [Int: [LayerRecord]] {
    let one = epoch == nil ? "" : "AND epoch = ?2"
    let row = try PreparedStatement(
      db,
      "SELECT \(LayerRow.columns) FROM layer WHERE run = ?1 \(one) ORDER BY epoch, layer"
    )
    defer { row.reset() }
    row.bind(1, run)
    if let epoch { row.bind(2, epoch) }
    var layers: [Int: [LayerRecord]] = [:]
    while try row.step() {
      layers[try row.count(0), default: []].append(try LayerRow.read(row))
    }
    return layers
  }
}
