internal import Experiments
internal import GRDB

/// The statements of table `weights`.
enum WeightsRow {
  static func insertion(_ db: Database) throws -> PreparedStatement {
    try PreparedStatement(
      db,
      "INSERT INTO weights (run, epoch, layer, weights, biases) VALUES (?, ?, ?, ?, ?)"
    )
  }

  static func insert(
    _ parameters: WeightsSnapshot.Layer,
    run: Int,
    epoch: Int,
    layer: Int,
    with statement: PreparedStatement
  ) throws {
    statement.bind(1, run)
    statement.bind(2, epoch)
    statement.bind(3, layer)
    statement.bind(5, parameters.biases)
    try statement.run(lending: parameters.weights, to: 4)
  }

  /// The one epoch of a run whose weights are kept; nil where there is none or more than one.
  static func onlyEpoch(_ db: Database, run: Int) throws -> Int? {
    let row = try PreparedStatement(db, "SELECT min(epoch), max(epoch) FROM weights WHERE run = ?")
    defer { row.reset() }
    row.bind(1, run)
    guard try row.step(), let epoch = try row.optionalInteger(0) else { return nil }
    return try row.integer(1) == epoch ? epoch : nil
  }

  /// Reads the weights of an epoch of a run, and checks them against its sizes, before they fill the
  /// memory, and their digests; nil where they were not kept.
  static func snapshot(
    _ db: Database,
    of run: RunRow,
    epoch: Int
  ) throws -> WeightsSnapshot? {
    guard let sizes = run.summary.sizes else { return nil }
    return try snapshot(
      db,
      run: run.key,
      sizes: sizes,
      precision: run.precision,
      epoch: epoch
    )
  }

  static func snapshot(
    _ db: Database,
    run: Int,
    sizes: [Int],
    precision: Precision,
    epoch: Int
  ) throws -> WeightsSnapshot? {
    try checkLengths(db, run: run, sizes, precision, epoch: epoch)
    guard let layers = try read(db, run: run, epoch: epoch) else { return nil }
    guard layers.count == sizes.count - 1 else { throw sizesDamaged(epoch) }
    return WeightsSnapshot(sizes: sizes, precision: precision, layers: layers)
  }

  private static func checkLengths(
    _ db: Database,
    run: Int,
    _ sizes: [Int],
    _ precision: Precision,
    epoch: Int
  ) throws {
    let row = try PreparedStatement(
      db,
      "SELECT layer, length(weights), length(biases) FROM weights WHERE run = ? AND epoch = ?"
    )
    defer { row.reset() }
    row.bind(1, run)
    row.bind(2, epoch)
    while try row.step() {
      let layer = try row.integer(0)
      guard (2...sizes.count).contains(layer) else { throw sizesDamaged(epoch) }
      let (inputs, neurons) = (sizes[layer - 2], sizes[layer - 1])
      let width = precision.byteCount
      guard try row.integer(1) == inputs * neurons * width, try row.integer(2) == neurons * width
      else { throw sizesDamaged(epoch) }
    }
  }

  private static func sizesDamaged(_ epoch: Int) -> DatabaseError {
    .damaged("the sizes of the weights of epoch \(epoch)")
  }

  /// Reads the parameters of every layer of an epoch and checks them against their digests; nil
  /// where they were not kept.
  static func read(_ db: Database, run: Int, epoch: Int) throws -> [WeightsSnapshot.Layer]? {
    let row = try PreparedStatement(
      db,
      """
      SELECT w.weights, w.biases, l.weights_digest, l.layer FROM layer AS l
      LEFT JOIN weights AS w ON w.run = l.run AND w.epoch = l.epoch AND w.layer = l.layer
      WHERE l.run = ? AND l.epoch = ? ORDER BY l.layer
      """
    )
    defer { row.reset() }
    row.bind(1, run)
    row.bind(2, epoch)
    var layers: [WeightsSnapshot.Layer] = []
    while try row.step() {
      if row.isNull(0) { return nil }
      let layer = WeightsSnapshot.Layer(weights: try row.blob(0), biases: try row.blob(1))
      guard try row.blob(2) == RecordDigest.of(layer) else {
        throw DatabaseError.damaged("the weights of epoch \(epoch), layer \(try row.integer(3))")
      }
      layers.append(layer)
    }
    return layers.isEmpty ? nil : layers
  }
}
