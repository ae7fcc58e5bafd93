public import Experiments
internal import Synchronization

/// The comparison of a run's record with the same training done again, epoch by epoch.
public final class RunComparison: Sendable {
  /// What a comparison found.
  public struct Result: Sendable, Equatable {
    /// The last epoch that was compared; −1 before any was.
    public var lastEpoch = -1
    /// How many numbers of each epoch were compared, those of its layers included.
    public var numbers = 0
    /// How many epochs' weights were compared number by number; all others by their digests.
    public var keptWeights = 0
    /// The first difference; nil where every bit agrees.
    public var difference: RecordDifference?
  }

  private let store: RunStore
  private let run: RunID
  private let last: Int
  private let found = Mutex(Result())

  /// Prepares the comparison of a run that is recorded up to an epoch.
  public init(of run: RunID, through last: Int, in store: RunStore) {
    (self.run, self.last, self.store) = (run, last, store)
  }

  /// What has been found so far; a training that ended too early is a difference.
  public var result: Result {
    var result = found.withLock { $0 }
    if result.difference == nil, result.lastEpoch < last {
      result.difference = RecordDifference(
        epoch: result.lastEpoch + 1,
        name: "epoch",
        recorded: "an epoch",
        computed: "the end by divergence"
      )
    }
    return result
  }

  /// Takes an epoch that was trained again; answers whether it agrees with the record.
  ///
  /// - Throws: what reading throws.
  public func compare(_ epoch: EpochRecord, _ state: TrainingState) throws -> Bool {
    let recorded = try store.recordedEpoch(epoch.epoch, of: run)
    var difference = recorded?.difference(from: epoch, state.weights)
    if recorded == nil {
      difference = RecordDifference(
        epoch: epoch.epoch,
        name: "epoch",
        recorded: nil,
        computed: "an epoch"
      )
    }
    if difference == nil, epoch.epoch == last { difference = try stateDifference(state) }
    return found.withLock { found in
      found.lastEpoch = epoch.epoch
      found.numbers = recorded?.numberCount ?? 0
      found.keptWeights += recorded?.hasWeights == true ? 1 : 0
      found.difference = difference
      return difference == nil
    }
  }

  /// What training goes on from must be what training again ends with.
  private func stateDifference(_ state: TrainingState) throws -> RecordDifference? {
    guard let recorded = try store.state(of: run), recorded.epoch == state.epoch else { return nil }
    guard recorded != state else { return nil }
    return RecordDifference(
      epoch: state.epoch,
      name: recorded.weights == state.weights
        ? "the optimizer's memory" : "the weights to resume from",
      recorded: "other bytes",
      computed: "its own"
    )
  }
}
