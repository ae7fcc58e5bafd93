internal import Experiments
internal import GRDB

/// The statements of table `state`, what a run needs to go on.
///
/// Where table `weights` has the weights of its epoch, they are written there alone: they would be a
/// quarter of all that is written. The digest is of them wherever they are.
enum StateRow {
  static func replacement(_ db: Database) throws -> PreparedStatement {
    try PreparedStatement(
      db,
      """
      INSERT INTO state (run, epoch, weights, optimizer, digest) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (run) DO UPDATE
      SET epoch = ?2, weights = ?3, optimizer = ?4, digest = ?5
      """
    )
  }

  static func replace(
    _ state: TrainingState,
    run: Int,
    areWeightsKept: Bool = false,
    with statement: PreparedStatement
  ) throws {
    let weights = state.weights.bytes
    let optimizer = state.optimizer.flatMap(\.bytes)
    statement.bind(1, run)
    statement.bind(2, state.epoch)
    statement.bind(3, areWeightsKept ? [] : weights)
    statement.bind(4, optimizer)
    statement.bind(5, digest(epoch: state.epoch, weights: weights, optimizer: optimizer))
    try statement.run()
  }

  /// Reads the state of a run, whose layers have the given sizes.
  static func read(
    _ db: Database,
    run: Int,
    sizes: [Int],
    precision: Precision
  ) throws -> TrainingState? {
    let row = try PreparedStatement(
      db,
      "SELECT epoch, weights, optimizer, digest FROM state WHERE run = ?"
    )
    defer { row.reset() }
    row.bind(1, run)
    guard try row.step() else { return nil }
    let epoch = try row.count(0)
    let (own, optimizer) = (try row.blob(1), try row.blob(2))
    let weights = own.isEmpty ? try kept(db, run: run, epoch: epoch) : own
    guard try row.blob(3) == digest(epoch: epoch, weights: weights, optimizer: optimizer) else {
      throw DatabaseError.damaged("the weights to resume from, of epoch \(epoch),")
    }
    guard
      let snapshot = WeightsSnapshot.snapshots(of: weights, sizes: sizes, precision: precision),
      snapshot.count == 1,
      let memory = WeightsSnapshot.snapshots(of: optimizer, sizes: sizes, precision: precision)
    else { throw DatabaseError.damaged("the sizes of the weights of epoch \(epoch)") }
    return TrainingState(epoch: epoch, weights: snapshot[0], optimizer: memory)
  }

  /// The weights of an epoch that table `weights` has; none where it has not.
  private static func kept(_ db: Database, run: Int, epoch: Int) throws -> [UInt8] {
    try WeightsRow.read(db, run: run, epoch: epoch).map(WeightsSnapshot.bytes) ?? []
  }

  private static func digest(epoch: Int, weights: [UInt8], optimizer: [UInt8]) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(epoch)
    digest.append(weights)
    digest.append(optimizer)
    return digest.finished()
  }
}

extension WeightsSnapshot {
  /// All parameters in one piece, w^2, b^2, w^3, b^3 and so on.
  var bytes: [UInt8] { Self.bytes(layers) }

  fileprivate static func bytes(_ layers: [Layer]) -> [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(layers.reduce(0) { $0 + $1.weights.count + $1.biases.count })
    for layer in layers {
      all += layer.weights
      all += layer.biases
    }
    return all
  }

  /// Cuts a piece into whole snapshots; nil where it does not come out even.
  static func snapshots(
    of bytes: [UInt8],
    sizes: [Int],
    precision: Precision
  ) -> [WeightsSnapshot]? {
    var rest = bytes[...]
    var snapshots: [WeightsSnapshot] = []
    while !rest.isEmpty {
      guard let layers = takeLayers(from: &rest, sizes: sizes, precision: precision) else {
        return nil
      }
      snapshots.append(WeightsSnapshot(sizes: sizes, precision: precision, layers: layers))
    }
    return snapshots
  }

  private static func takeLayers(
    from rest: inout ArraySlice<UInt8>,
    sizes: [Int],
    precision: Precision
  ) -> [Layer]? {
    var layers: [Layer] = []
    for (inputs, neurons) in zip(sizes, sizes.dropFirst()) {
      let (count, overflow) = inputs.multipliedReportingOverflow(by: neurons)
      let (bytes, tooLarge) = count.multipliedReportingOverflow(by: precision.byteCount)
      guard !overflow, !tooLarge, bytes >= 0, neurons > 0, bytes <= rest.count,
        neurons <= (rest.count - bytes) / precision.byteCount
      else { return nil }
      let weights = rest.prefix(bytes)
      let biases = rest.dropFirst(bytes).prefix(neurons * precision.byteCount)
      rest = rest[biases.endIndex...]
      layers.append(Layer(weights: Array(weights), biases: Array(biases)))
    }
    return layers.isEmpty ? nil : layers
  }
}
