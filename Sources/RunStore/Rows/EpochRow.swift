internal import Experiments
internal import GRDB

extension EpochRecord {
  /// The names of ``numbers``, as columns of `epoch` and bits of its mask.
  static let numberNames =
    Metrics.columnNames + ["learning_rate", "gradient_norm", "weight_norm", "seconds"]

  /// The recorded numbers in the order of the table's columns; nil where not measured.
  var numbers: [Double?] {
    [
      train.cost, validation?.cost, train.accuracy, validation?.accuracy,
      train.r2, validation?.r2, train.rmse, validation?.rmse,
      learningRate, gradientNorm, weightNorm, seconds,
    ]
  }

  /// Creates a record from the numbers of its row.
  init(epoch: Int, numbers: [Double?], examples: Int, layers: [LayerRecord]) {
    let metrics = Metrics.pair(Array(numbers.prefix(8)))
    self.init(
      epoch: epoch,
      train: metrics.train,
      validation: metrics.validation,
      learningRate: numbers[8],
      gradientNorm: numbers[9] ?? .nan,
      weightNorm: numbers[10] ?? .nan,
      seconds: numbers[11] ?? .nan,
      examples: examples,
      layers: layers
    )
  }

  /// The link of this epoch in the run's chain: the digest of the epoch before's link (the run's id
  /// for the first), the epoch, its numbers and examples, and for each layer its number, its numbers
  /// and the digest of its weights.
  func chain(after previous: [UInt8], weightsDigests: [[UInt8]]) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(previous)
    digest.append(epoch)
    digest.append(numbers: numbers)
    digest.append(examples)
    for (layer, weightsDigest) in zip(layers, weightsDigests) {
      digest.append(layer.layer)
      digest.append(numbers: layer.numbers)
      digest.append(weightsDigest)
    }
    return digest.finished()
  }
}

extension Metrics {
  /// The columns of training and validation metrics, side by side.
  static let columnNames = [
    "train_cost", "validation_cost", "train_accuracy", "validation_accuracy",
    "train_r2", "validation_r2", "train_rmse", "validation_rmse",
  ]

  /// Reads both metrics from their eight columns; no validation cost is no validation.
  static func pair(_ numbers: [Double?]) -> (train: Metrics, validation: Metrics?) {
    let train = Metrics(
      cost: numbers[0] ?? .nan,
      accuracy: numbers[2],
      r2: numbers[4],
      rmse: numbers[6]
    )
    let validation = numbers[1].map {
      Metrics(cost: $0, accuracy: numbers[3], r2: numbers[5], rmse: numbers[7])
    }
    return (train, validation)
  }
}

/// The statements of table `epoch`.
enum EpochRow {
  private static let names = EpochRecord.numberNames.joined(separator: ", ")
  private static let holes = EpochRecord.numberNames.map { _ in "?" }.joined(separator: ", ")
  private static let insertion =
    "INSERT INTO epoch (run, epoch, \(names), examples, nan, chain) VALUES (?, ?, \(holes), ?, ?, ?)"
  /// Columns: epoch, the twelve numbers, examples, nan, chain.
  static let columns = "epoch, \(names), examples, nan, chain"

  static func insertion(_ db: Database) throws -> PreparedStatement {
    try PreparedStatement(db, insertion)
  }

  static func insert(
    _ epoch: EpochRecord,
    run: Int,
    chain: [UInt8],
    with statement: PreparedStatement
  ) throws {
    statement.bind(1, run)
    statement.bind(2, epoch.epoch)
    let mask = statement.bind(from: 3, numbers: epoch.numbers)
    statement.bind(15, epoch.examples)
    statement.bind(16, mask)
    statement.bind(17, chain)
    try statement.run()
  }

  /// Reads a row of ``columns``, without its layers.
  static func read(_ row: PreparedStatement) throws -> EpochRecord {
    let numbers = try row.numbers(from: 1, count: 12, mask: try row.integer(14))
    let epoch = EpochRecord(
      epoch: try row.count(0),
      numbers: numbers,
      examples: try row.integer(13),
      layers: []
    )
    try row.expect(numbers, recordedAs: epoch.numbers, from: 1)
    return epoch
  }
}
