/// The stopping rule: training has converged when the watched cost has not fallen by more than
/// `minDelta` for `patience` epochs.
public struct EarlyStopping: Sendable, Equatable {
  /// The number of epochs without a fall that ends a run, at least 1.
  public var patience: Int
  /// How much below the lowest cost so far a cost must be to count as a fall.
  public var minDelta: Double

  /// Creates a rule.
  public init(patience: Int, minDelta: Double) {
    self.patience = patience
    self.minDelta = minDelta
  }

  /// The epoch at which the rule strikes in a history that begins with epoch 0, or nil.
  public func strikes(in costs: some Sequence<Double>) -> Int? {
    var lowest = Double.infinity
    var since = 0
    for (epoch, cost) in costs.enumerated() {
      since = lowest - cost > minDelta ? 0 : since + 1
      if since == 0 { lowest = cost }
      if since >= patience { return epoch }
    }
    return nil
  }
}
