/// The number that a sweep is after.
public struct SweepMetric: Sendable, Hashable {
  /// The direction in which a metric gets better.
  public enum Goal: String, CaseIterable, Sendable {
    /// Lower is better.
    case minimize
    /// Higher is better.
    case maximize
  }

  /// The numbers that can be a sweep's goal, as the columns have them.
  public enum Name: String, CaseIterable, Sendable {
    case validationCost = "validation_cost"
    case trainCost = "train_cost"
    case validationAccuracy = "validation_accuracy"
    case trainAccuracy = "train_accuracy"
    case bestValidationCost = "best_validation_cost"
    case bestValidationAccuracy = "best_validation_accuracy"
    case validationR2 = "validation_r2"
    case trainR2 = "train_r2"
    case validationRMSE = "validation_rmse"
    case trainRMSE = "train_rmse"
    case gradientNorm = "gradient_norm"
    case seconds
    case examplesPerSecond = "examples_per_second"

    /// Accuracy, R² and speed are better when higher, everything else when lower.
    public var usualGoal: Goal {
      switch self {
      case .validationAccuracy, .trainAccuracy, .bestValidationAccuracy, .validationR2, .trainR2,
        .examplesPerSecond:
        .maximize
      case .validationCost, .trainCost, .bestValidationCost, .validationRMSE, .trainRMSE,
        .gradientNorm, .seconds:
        .minimize
      }
    }
  }

  /// Which number.
  public var name: Name
  /// Whether it should fall or rise.
  public var goal: Goal

  /// Creates a metric with its usual goal unless another is given.
  public init(name: Name, goal: Goal? = nil) {
    self.name = name
    self.goal = goal ?? name.usualGoal
  }
}
