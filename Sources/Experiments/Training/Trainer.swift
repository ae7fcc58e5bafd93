import Kernels
import NeuralNetwork

/// The training loop of one run: epoch by epoch until its limit, its stopping rule, or divergence.
///
/// Everything it computes is a function of the definition, so a run that goes on from a recorded
/// state ends with the bits of one that was never interrupted.
struct Trainer<Scalar: KernelScalar> {
  let definition: Definition
  let data: PreparedData<Scalar>
  /// How this run begins, and others like it.
  let beginning: Beginning<Scalar>
  /// Draws the weights of epoch 0, or reads them.
  let firstNetwork: () throws -> Network
  let kernels: KernelSet<Scalar>
  let threads: Int

  /// Trains from the beginning, or from a recorded state with the history up to it.
  func train(
    from state: TrainingState?,
    _ history: [WatchedEpoch],
    cancellation: Cancellation,
    report: TrainingReport
  ) throws -> RunEnding {
    let session = TrainingSession(self)
    var history = history
    var ahead: EpochRecord?
    if let state {
      try session.load(state)
    } else {
      let weights = try beginning.weights { FirstWeights(try firstNetwork()) }
      let state = session.begin(with: weights)
      let record = session.measureInitialWeights(sharing: beginning) {
        ahead = trainAhead(session, cancellation)
      }
      try report.epoch(record, state)
      history.append(WatchedEpoch(record))
      if record.hasDiverged { return .diverged(epoch: 0) }
    }
    while !definition.isComplete(history) {
      guard mayRecord(cancellation, isTrained: ahead != nil) else { return .interrupted }
      let epoch = (history.last?.epoch ?? 0) + 1
      guard
        let record = ahead.take()
          ?? session.train(epoch: epoch, history: history, cancellation: cancellation)
      else { return .interrupted }
      try report.epoch(record, session.state(epoch: epoch))
      history.append(WatchedEpoch(record))
      if record.hasDiverged { return .diverged(epoch: epoch) }
    }
    return .finished(stoppedEarlyAt: definition.stoppedEarly(in: history))
  }

  /// Trains epoch 1 before epoch 0 is known; nil where it may not be trained, or depends on that.
  private func trainAhead(
    _ session: TrainingSession<Scalar>,
    _ cancellation: Cancellation
  ) -> EpochRecord? {
    guard definition.epochs > 0, !definition.schedule.dependsOnCosts, cancellation.urgency == .none
    else { return nil }
    return session.train(epoch: 1, history: [], cancellation: cancellation)
  }

  /// Whether an epoch may still be recorded: one that is trained already was under way.
  private func mayRecord(_ cancellation: Cancellation, isTrained: Bool) -> Bool {
    switch cancellation.urgency {
    case .none: true
    case .afterEpoch: isTrained
    case .now: false
    }
  }
}

extension WatchedEpoch {
  /// The memory of a recorded epoch.
  init(_ record: EpochRecord) {
    self.init(epoch: record.epoch, cost: record.watchedCost)
  }
}
