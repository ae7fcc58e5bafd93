import Dispatch
import Foundation
import Synchronization

/// Trains the runs of a sweep side by side, each on a thread of its own.
///
/// Which thread trains a run, and when, cannot change a bit of it.
public struct SweepRunner: Sendable {
  /// What the runner reports while it works, from the threads that train.
  public enum Event: Sendable {
    /// A run began, at this epoch.
    case began(PlannedRun, from: Int)
    /// A run has an epoch more.
    case epoch(RunID, EpochRecord)
    /// A run ended.
    case ended(RunID, RunEnding)
    /// Everything asked of a run was recorded before.
    case skipped(RunID, RunStatus)
    /// Another process is training the run.
    case held(RunID, by: String)
  }

  /// The number of runs trained at the same time, at least 1.
  public var jobs: Int
  /// The number of threads for each run, at least 1.
  public var threads: Int
  /// The request to stop that is heeded.
  public var cancellation: Cancellation

  /// Creates a runner.
  public init(jobs: Int, threads: Int = 1, cancellation: Cancellation = Cancellation()) {
    self.jobs = jobs
    self.threads = threads
    self.cancellation = cancellation
  }

  /// Trains runs in the order given, and returns when all have ended or stopped.
  ///
  /// - Throws: What the recorder threw; a failure of one run does not end the others.
  public func run(
    _ runs: [PlannedRun],
    training: RunTraining,
    recorder: any RunRecorder,
    observe: @escaping @Sendable (Event) -> Void
  ) throws {
    let next = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    let workers = min(jobs, runs.count)
    let claims = ClaimsAhead(runs, of: recorder, count: workers)
    let work: @Sendable () -> Void = {
      while cancellation.urgency == .none {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        // When the last run begins, and when the first thread finds none while others still train.
        if workers > 1, index == runs.count - 1 || index == runs.count { recorder.settle() }
        guard index < runs.count else { return }
        do {
          let began = ContinuousClock.now
          try training.train(
            runs[index],
            try claims.begin(index),
            recorder: recorder,
            threads: threads,
            cancellation: cancellation,
            observe: observe
          )
          claims.note(secondsOfRun: (ContinuousClock.now - began) / .seconds(1))
        } catch {
          failure.withLock { $0 = $0 ?? error }
          cancellation.request(.now)
        }
      }
    }
    Self.onThreads(workers, work)
    claims.release()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Runs `body` on a number of threads, and returns when all have returned.
  private static func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let group = DispatchGroup()
    for _ in 0..<count {
      group.enter()
      let thread = Thread {
        body()
        group.leave()
      }
      thread.stackSize = 1 << 20
      thread.start()
    }
    group.wait()
  }
}
