import Synchronization

/// A recorder that keeps everything in memory: for the library's users and for tests.
public final class InMemoryRecorder: RunRecorder {
  /// What is known of one run.
  public struct History: Sendable, Equatable {
    /// Every epoch, in order.
    public var epochs: [EpochRecord] = []
    /// The weights of the epochs that were kept, by epoch.
    public var weights: [Int: WeightsSnapshot] = [:]
    /// The last epoch's weights and optimizer memory.
    public var state: TrainingState?
    /// How the run ended; nil while it is under way.
    public var ending: RunEnding?
    /// What the epochs show.
    public var findings: [Finding] { detector?.findings ?? [] }
    fileprivate var bestEpoch: Int?
    fileprivate var detector: FindingDetector?
  }

  private let histories = Mutex<[RunID: History]>([:])

  /// Creates an empty record.
  public init() {}

  /// The history of a run, nil if it never began.
  public subscript(run: RunID) -> History? { histories.withLock { $0[run] } }

  /// The histories of all runs.
  public var runs: [RunID: History] { histories.withLock { $0 } }

  /// Begins a run, or goes on with one that was begun before.
  public func begin(_ run: PlannedRun) -> RunBeginning {
    histories.withLock { histories in
      var history = histories[run.id, default: History()]
      history.detector = history.detector ?? FindingDetector(run.definition)
      histories[run.id] = history
      guard let state = history.state else { return .fresh }
      if history.ending?.status == .diverged { return .done(.diverged) }
      let watched = history.epochs.map { WatchedEpoch(epoch: $0.epoch, cost: $0.watchedCost) }
      if run.definition.isComplete(watched) { return .done(.finished) }
      histories[run.id]?.ending = nil
      return .resumed(state, history: watched)
    }
  }

  /// Keeps an epoch.
  public func record(
    _ epoch: EpochRecord,
    state: TrainingState,
    weights: WeightsRetention,
    of run: RunID
  ) {
    histories.withLock { histories in
      histories[run]?.epochs.append(epoch)
      histories[run]?.detector?.absorb(epoch)
      histories[run]?.state = state
      if let best = histories[run]?.bestEpoch, weights == .whileBest {
        histories[run]?.weights[best] = nil
      }
      if weights == .whileBest { histories[run]?.bestEpoch = epoch.epoch }
      if weights != .whileLast { histories[run]?.weights[epoch.epoch] = state.weights }
    }
  }

  /// Keeps how a run ended.
  public func end(_ run: RunID, _ ending: RunEnding) {
    histories.withLock { $0[run]?.ending = ending }
  }
}
