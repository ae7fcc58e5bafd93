internal import Experiments

/// How far a run is asked to go: the part of a definition that does not name it.
struct RunLimits: Equatable {
  var epochs: Int
  var earlyStopping: Int?
  var minDelta: Double

  /// The least change as it is recorded: nil where no stopping rule reads it.
  var recordedMinDelta: Double? { earlyStopping.map { _ in minDelta } }

  init(_ definition: Definition) {
    epochs = definition.epochs
    earlyStopping = definition.earlyStopping
    minDelta = definition.minDelta
  }

  /// How a recorded run ended by these limits; nil while there is something left to train.
  ///
  /// The history is asked for only where the stopping rule decides.
  func ending(
    of summary: RunSummary,
    history: () throws -> [WatchedEpoch]
  ) rethrows -> RunEnding? {
    guard summary.chain != nil else { return nil }
    if let epoch = summary.divergedAt { return .diverged(epoch: epoch) }
    if let patience = earlyStopping {
      let rule = EarlyStopping(patience: patience, minDelta: minDelta)
      if let epoch = rule.strikes(in: try history().map(\.cost)) {
        return .finished(stoppedEarlyAt: epoch)
      }
    }
    return summary.epochsDone >= epochs ? .finished(stoppedEarlyAt: nil) : nil
  }
}
