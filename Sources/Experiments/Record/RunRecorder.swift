/// Where the training loop reports what happened; the loop knows no file and no screen.
///
/// Calls come from the thread that trains the run and return at once; an implementation writes
/// later and elsewhere. What went wrong there is thrown by the next call.
public protocol RunRecorder: Sendable {
  /// Takes a planned run for this process, or says why there is nothing to train.
  func begin(_ run: PlannedRun) throws -> RunBeginning

  /// Records one epoch with the weights and the optimizer's memory at its end.
  func record(
    _ epoch: EpochRecord,
    state: TrainingState,
    weights: WeightsRetention,
    of run: RunID
  ) throws

  /// Records how a run ended.
  func end(_ run: RunID, _ ending: RunEnding) throws

  /// Says that the last run has begun, or that a thread has nothing more to do, while runs are still
  /// being trained.
  ///
  /// What must be done at the end can be done now.
  func settle()
}

extension RunRecorder {
  /// Does nothing: there is nothing to do at the end.
  public func settle() {}
}

/// How long the weights of an epoch are kept.
public enum WeightsRetention: Sendable, Equatable {
  /// For good.
  case always
  /// Until an epoch with a lower cost comes.
  case whileBest
  /// Until the next epoch: only to go on from.
  case whileLast
}

/// A point of a sweep that is to be trained.
public struct PlannedRun: Sendable {
  /// The digest of the definition.
  public var id: RunID
  /// What is to be trained, everything resolved.
  public var definition: Definition

  /// Creates the plan of a run.
  public init(id: RunID, definition: Definition) {
    self.id = id
    self.definition = definition
  }
}

/// What a recorder says to a run that wants to begin.
public enum RunBeginning: Sendable {
  /// Nothing is recorded: train from the initial weights.
  case fresh
  /// Recorded up to an epoch: go on from there. The history is every epoch so far, in order.
  case resumed(TrainingState, history: [WatchedEpoch])
  /// Everything asked for is recorded already.
  case done(RunStatus)
  /// Another process is training this run.
  case held(by: String)
}

/// The little of a past epoch that stopping rules and schedules look back on.
public struct WatchedEpoch: Sendable, Equatable {
  /// The epoch's number.
  public var epoch: Int
  /// Its validation cost, else its training cost.
  public var cost: Double

  /// Creates the memory of an epoch.
  public init(epoch: Int, cost: Double) {
    self.epoch = epoch
    self.cost = cost
  }
}

/// How a run ended.
public enum RunEnding: Sendable, Equatable {
  /// It reached its epochs, or its stopping rule struck at the given epoch.
  case finished(stoppedEarlyAt: Int?)
  /// The cost of this epoch was not finite.
  case diverged(epoch: Int)
  /// The user asked to stop.
  case interrupted
  /// An error ended it.
  case failed(String)

  /// The status that the ending leaves the run in.
  public var status: RunStatus {
    switch self {
    case .finished: .finished
    case .diverged: .diverged
    case .interrupted: .interrupted
    case .failed: .failed
    }
  }
}
