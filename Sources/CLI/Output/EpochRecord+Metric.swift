import Experiments
import Reports

extension EpochRecord {
  /// The metrics of an epoch that make curves, the most telling first, and which values are better.
  static let metrics: [(name: String, best: Best)] = [
    ("validation_cost", .lowest), ("train_cost", .lowest), ("validation_accuracy", .highest),
    ("train_accuracy", .highest), ("validation_r2", .highest), ("train_r2", .highest),
    ("validation_rmse", .lowest), ("train_rmse", .lowest), ("gradient_norm", .lowest),
    ("weight_norm", .lowest), ("learning_rate", .lowest),
  ]

  /// A metric by its name; nil where it was not measured.
  func metric(_ name: String) -> Double? {
    switch name {
    case "train_cost": train.cost
    case "train_accuracy": train.accuracy
    case "train_r2": train.r2
    case "train_rmse": train.rmse
    case "validation_cost": validation?.cost
    case "validation_accuracy": validation?.accuracy
    case "validation_r2": validation?.r2
    case "validation_rmse": validation?.rmse
    case "learning_rate": learningRate
    case "gradient_norm": gradientNorm
    case "weight_norm": weightNorm
    default: nil
    }
  }
}

extension Curve {
  /// A metric over the epochs of a run.
  init(_ epochs: [EpochRecord], of metric: String) {
    self.init(
      epochs.map { epoch in
        Point(
          epoch: epoch.epoch,
          seconds: epoch.seconds,
          examples: epoch.examples,
          value: epoch.metric(metric)
        )
      }
    )
  }
}
