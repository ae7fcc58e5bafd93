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
  /// - Parameters:
  ///   - runs: The runs, each of them once.
  ///   - work: How long a run takes beside the others. Where that is known, short runs are claimed
  ///     while those before are trained.
  ///   - training: How to train.
  ///   - recorder: Whom to report to.
  ///   - observe: Told of what happens, on the threads that train.
  /// - Throws: What the recorder threw; a failure of one run does not end the others.
  public func run(
    _ runs: [PlannedRun],
    work: (PlannedRun) -> Double = { _ in .infinity },
    training: RunTraining,
    recorder: any RunRecorder,
    observe: @escaping @Sendable (Event) -> Void
  ) throws {
    let next = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    let workers = min(jobs, runs.count)
    let claims = ClaimsAhead(runs, of: recorder, count: workers, work: work)
    let trainUntilNoneIsLeft: @Sendable () -> Void = {
      while cancellation.urgency == .none {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < runs.count else {
          // The first thread that finds none, while others still train.
          if index == runs.count, workers > 1 { recorder.settle() }
          return
        }
        do {
          let beginning = try claims.begin(index)
          if index == runs.count - 1, workers > 1 { recorder.settle() }
          let began = ContinuousClock.now
          let ending = try training.train(
            runs[index],
            beginning,
            recorder: recorder,
            threads: threads,
            cancellation: cancellation,
            observe: observe
          )
          if ending == .finished(stoppedEarlyAt: nil) {
            claims.note(seconds: (ContinuousClock.now - began) / .seconds(1), of: index)
          }
        } catch {
          failure.withLock { $0 = $0 ?? error }
          cancellation.request(.now)
        }
      }
    }
    Self.onThreads(workers, trainUntilNoneIsLeft)
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
