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
    statement.bind(4, parameters.weights)
    statement.bind(5, parameters.biases)
    try statement.run()
  }

  /// The one epoch of a run whose weights are kept; nil where there is none or more than one.
  static func onlyEpoch(_ db: Database, run: Int) throws -> Int? {
    let row = try PreparedStatement(db, "SELECT min(epoch), max(epoch) FROM weights WHERE run = ?")
    defer { row.reset() }
    row.bind(1, run)
    guard try row.step(), let epoch = try row.optionalInteger(0) else { return nil }
    return try row.integer(1) == epoch ? epoch : nil
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
