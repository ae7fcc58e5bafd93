internal import Experiments
internal import GRDB

extension LayerRecord {
  /// The names of ``numbers``, as columns of `layer` and bits of its mask.
  static let numberNames = [
    "gradient_norm", "delta_norm", "weight_norm", "update_ratio", "saturated",
    "weight_gradient_norm", "bias_gradient_norm",
  ]

  /// The recorded numbers in the order of the table's columns; nil where not measured.
  var numbers: [Double?] {
    [
      gradientNorm, deltaNorm, weightNorm, updateRatio, saturated, weightGradientNorm,
      biasGradientNorm,
    ]
  }

  /// Creates a record from the numbers of its row.
  init(layer: Int, numbers: [Double?]) {
    self.init(
      layer: layer,
      gradientNorm: numbers[0] ?? .nan,
      deltaNorm: numbers[1] ?? .nan,
      weightNorm: numbers[2] ?? .nan,
      updateRatio: numbers[3],
      saturated: numbers[4],
      weightGradientNorm: numbers[5] ?? .nan,
      biasGradientNorm: numbers[6] ?? .nan
    )
  }
}

/// The statements of table `layer`.
enum LayerRow {
  private static let names = LayerRecord.numberNames.joined(separator: ", ")
  private static let insertion = """
    INSERT INTO layer (run, epoch, layer, \(names), nan, weights_digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  /// Columns: epoch, layer, the seven numbers, nan, weights_digest.
  static let columns = "epoch, layer, \(names), nan, weights_digest"

  static func insertion(_ db: Database) throws -> PreparedStatement {
    try PreparedStatement(db, insertion)
  }

  static func insert(
    _ layer: LayerRecord,
    run: Int,
    epoch: Int,
    weightsDigest: [UInt8],
    with statement: PreparedStatement
  ) throws {
    statement.bind(1, run)
    statement.bind(2, epoch)
    statement.bind(3, layer.layer)
    let mask = statement.bind(from: 4, numbers: layer.numbers)
    statement.bind(11, mask)
    statement.bind(12, weightsDigest)
    try statement.run()
  }

  /// Reads a row of ``columns``.
  static func read(_ row: PreparedStatement) throws -> LayerRecord {
    let numbers = try row.numbers(from: 2, count: 7, mask: try row.integer(9))
    let layer = LayerRecord(layer: try row.integer(1), numbers: numbers)
    try row.expect(numbers, recordedAs: layer.numbers, from: 2)
    return layer
  }
}
