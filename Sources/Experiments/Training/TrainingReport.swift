import Synchronization

/// Where a run's epochs go: to the recorder, and to whoever watches.
final class TrainingReport: Sendable {
  private let run: RunID
  private let weights: WeightsPolicy
  private let recorder: any RunRecorder
  private let observe: @Sendable (SweepRunner.Event) -> Void
  private let lowest = Mutex(Double.infinity)

  init(
    run: RunID,
    weights: WeightsPolicy,
    lowest: Double?,
    recorder: any RunRecorder,
    observe: @escaping @Sendable (SweepRunner.Event) -> Void
  ) {
    self.run = run
    self.weights = weights
    self.recorder = recorder
    self.observe = observe
    self.lowest.withLock { $0 = lowest ?? .infinity }
  }

  /// Records an epoch with the state at its end.
  func epoch(_ record: EpochRecord, _ state: TrainingState) throws {
    let isBest = lowest.withLock { lowest in
      defer { lowest = record.watchedCost < lowest ? record.watchedCost : lowest }
      return record.watchedCost < lowest
    }
    try recorder.record(
      record,
      state: state,
      weights: weights.retention(epoch: record.epoch, isBest: isBest),
      of: run
    )
    observe(.epoch(run, record))
  }

  /// Records how the run ended.
  func end(_ ending: RunEnding) throws {
    try recorder.end(run, ending)
    observe(.ended(run, ending))
  }
}
