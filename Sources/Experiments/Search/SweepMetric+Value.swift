extension SweepMetric {
  /// The metric of a sweep that names none: the cost that stopping rules watch.
  public static func standard(for epoch: EpochRecord) -> SweepMetric {
    SweepMetric(name: epoch.validation == nil ? .trainCost : .validationCost)
  }

  /// The metric of one epoch; nil where it was not measured.
  public func value(of epoch: EpochRecord) -> Double? {
    switch name {
    case .validationCost, .bestValidationCost: epoch.validation?.cost
    case .trainCost: epoch.train.cost
    case .validationAccuracy, .bestValidationAccuracy: epoch.validation?.accuracy
    case .trainAccuracy: epoch.train.accuracy
    case .validationR2: epoch.validation?.r2
    case .trainR2: epoch.train.r2
    case .validationRMSE: epoch.validation?.rmse
    case .trainRMSE: epoch.train.rmse
    case .gradientNorm: epoch.gradientNorm
    case .seconds: epoch.seconds
    case .examplesPerSecond:
      epoch.seconds > 0 && epoch.examples > 0 ? Double(epoch.examples) / epoch.seconds : nil
    }
  }

  /// Whether a value is better than another; anything is better than nothing, NaN than nothing is.
  public func isBetter(_ value: Double, than other: Double?) -> Bool {
    guard !value.isNaN else { return false }
    guard let other else { return true }
    return goal == .minimize ? value < other : value > other
  }
}
