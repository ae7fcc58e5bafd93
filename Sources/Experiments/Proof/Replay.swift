import NeuralNetwork
import Synchronization

/// A recorded run that is trained again, epoch by epoch, without recording anything.
///
/// A definition determines every number and every weight, so what comes out can be compared with the
/// record bit by bit, or stand in for weights that were not kept.
public struct Replay: Sendable {
  /// Where to begin: a recorded state, and the history up to it.
  public typealias Start = (state: TrainingState, history: [WatchedEpoch])

  /// Takes an epoch and the state at its end; training goes on while it answers true.
  public typealias Observer = @Sendable (EpochRecord, TrainingState) throws -> Bool

  private let run: PlannedRun
  private let training: RunTraining

  /// Creates a replay of a run.
  public init(_ run: PlannedRun, training: RunTraining) {
    self.run = run
    self.training = training
  }

  /// Trains again, from the beginning or from a recorded state, until the observer says so or the
  /// last epoch is reached; limits that the run was stopped by are left out.
  ///
  /// - Throws: ``ReplayError``, and what the observer and the data set throw.
  public func train(
    from start: Start? = nil,
    through last: Int,
    threads: Int = 1,
    _ observe: @escaping Observer
  ) throws {
    var planned = run
    planned.definition.earlyStopping = nil
    planned.definition.minDelta = 0
    if !run.definition.schedule.dependsOnTotal { planned.definition.epochs = last }
    let cancellation = Cancellation()
    let recorder = ReplayRecorder(start: start) { record, state in
      let goesOn = try observe(record, state)
      if !goesOn || record.epoch >= last { cancellation.request(.now) }
    }
    try training.train(planned, recorder: recorder, threads: threads, cancellation: cancellation)
    if let reason = recorder.failure { throw ReplayError(run: run.id, reason: reason) }
  }

  /// Trains again up to an epoch and returns the weights at its end; nil where the run diverged
  /// before.
  ///
  /// - Throws: ``ReplayError``, and what the data set throws.
  public func weights(
    of epoch: Int,
    from start: Start? = nil,
    threads: Int = 1
  ) throws -> WeightsSnapshot? {
    let found = Mutex<WeightsSnapshot?>(nil)
    try train(from: start, through: epoch, threads: threads) { record, state in
      if record.epoch == epoch { found.withLock { $0 = state.weights } }
      return record.epoch < epoch
    }
    return found.withLock { $0 }
  }
}

/// A recorded run cannot be trained again.
public struct ReplayError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The run.
  public let run: RunID
  /// Why not, in words.
  public let reason: String

  /// One line: which run, and why.
  public var description: String { "run \(run.short) cannot be trained again: \(reason)" }
}

/// A recorder that hands epochs on and keeps nothing.
private final class ReplayRecorder: RunRecorder {
  private let start: Replay.Start?
  private let observe: @Sendable (EpochRecord, TrainingState) throws -> Void
  private let reason = Mutex<String?>(nil)

  init(
    start: Replay.Start?,
    observe: @escaping @Sendable (EpochRecord, TrainingState) throws -> Void
  ) {
    self.start = start
    self.observe = observe
  }

  /// What made the training fail.
  var failure: String? { reason.withLock { $0 } }

  func begin(_ run: PlannedRun) -> RunBeginning {
    start.map { .resumed($0.state, history: $0.history) } ?? .fresh
  }

  func record(
    _ epoch: EpochRecord,
    state: TrainingState,
    weights: WeightsRetention,
    of run: RunID
  ) throws {
    try observe(epoch, state)
  }

  func end(_ run: RunID, _ ending: RunEnding) {
    if case .failed(let message) = ending { reason.withLock { $0 = message } }
  }
}
