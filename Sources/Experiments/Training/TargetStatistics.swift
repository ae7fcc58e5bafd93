import Kernels
import NeuralNetwork

/// What R² compares a regression's errors with: how far the targets lie from their mean.
struct TargetStatistics: Sendable {
  /// Σ_x ‖y − ȳ‖², ȳ being each output's mean.
  let squaredDeviation: Double

  init<Scalar: KernelScalar>(_ examples: Examples<Scalar>) {
    var total = 0.0
    let stride = examples.targetStride
    for j in 0..<examples.targetCount {
      let y = (0..<examples.count).map { Double(examples.targets[$0 * stride + j]) }
      let mean = y.reduce(0, +) / Double(y.count)
      total += y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    squaredDeviation = total
  }
}

extension Metrics {
  /// The means of a tally: cost and accuracy for classification; cost, R² and RMSE for regression.
  init<Scalar: KernelScalar>(
    _ tally: Tally,
    of examples: Examples<Scalar>,
    _ statistics: TargetStatistics?
  ) {
    let count = Double(tally.count)
    self.init(cost: tally.cost / count)
    guard let statistics else {
      accuracy = Double(tally.correct) / count
      return
    }
    if statistics.squaredDeviation > 0 {
      r2 = 1 - tally.squaredError / statistics.squaredDeviation
    }
    rmse = (tally.squaredError / (count * Double(examples.targetCount))).squareRoot()
  }
}
