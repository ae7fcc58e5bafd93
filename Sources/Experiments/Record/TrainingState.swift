/// What training needs to go on from the end of an epoch with the same bits.
public struct TrainingState: Sendable, Equatable {
  /// The last epoch that was completed.
  public var epoch: Int
  /// The weights at its end.
  public var weights: WeightsSnapshot
  /// The optimizer's memory (v, or m and v, of every layer), laid out as the weights are; empty
  /// for plain gradient descent.
  public var optimizer: [WeightsSnapshot]

  /// Creates the state at the end of an epoch.
  public init(epoch: Int, weights: WeightsSnapshot, optimizer: [WeightsSnapshot]) {
    self.epoch = epoch
    self.weights = weights
    self.optimizer = optimizer
  }
}
