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
    let (weights, optimizer) = (state.weights.pieces, state.optimizer.flatMap(\.pieces))
    statement.bind(1, run)
    statement.bind(2, state.epoch)
    statement.bind(3, areWeightsKept ? [] : weights.flatMap(\.self))
    statement.bind(4, optimizer.flatMap(\.self))
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
    let kept =
      own.isEmpty
      ? try WeightsRow.snapshot(db, run: run, sizes: sizes, precision: precision, epoch: epoch)
      : nil
    let computed = digest(epoch: epoch, weights: kept?.pieces ?? [own], optimizer: [optimizer])
    guard try row.blob(3) == computed else {
      throw DatabaseError.damaged("the weights to resume from, of epoch \(epoch),")
    }
    guard
      let snapshots = kept.map({ [$0] })
        ?? WeightsSnapshot.snapshots(of: own, sizes: sizes, precision: precision),
      snapshots.count == 1,
      let memory = WeightsSnapshot.snapshots(of: optimizer, sizes: sizes, precision: precision)
    else { throw DatabaseError.damaged("the sizes of the weights of epoch \(epoch)") }
    return TrainingState(epoch: epoch, weights: snapshots[0], optimizer: memory)
  }

  private static func digest(epoch: Int, weights: [[UInt8]], optimizer: [[UInt8]]) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(epoch)
    digest.append(pieces: weights)
    digest.append(pieces: optimizer)
    return digest.finished()
  }
}

extension WeightsSnapshot {
  /// All parameters, w^2, b^2, w^3, b^3 and so on.
  fileprivate var pieces: [[UInt8]] { layers.flatMap { [$0.weights, $0.biases] } }

  /// All parameters in one piece.
  var bytes: [UInt8] { pieces.flatMap(\.self) }

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
