import Dispatch
import Experiments
import Foundation
import Reports
import RunStore
import Synchronization

/// The progress of a sweep on standard error: one line redrawn at most ten times a second on a
/// terminal, a plain line for each run elsewhere.
final class ProgressDisplay: Sendable {
  /// How many runs ended in which way.
  struct Totals: Sendable {
    var trained = 0
    var skipped = 0
    var diverged = 0
    var failed = 0
    var held = 0
    var epochs = 0
    var best: Reports.Progress.BestSoFar?
    var lastEpoch: [RunID: Int] = [:]
    /// What is to be done; nil until it is known.
    var work: RemainingWork?
    /// What is done of it, what will not be done, and what is done of runs that have not ended.
    var workDone = 0.0
    var workLeftOut = 0.0
    var workOfRun: [RunID: Double] = [:]
    /// How runs ended that are not yet told of.
    var endings: [RunID: RunEnding] = [:]
    /// Runs whose end is safe on the disk and that are not yet told of.
    var safe: Set<RunID> = []
  }

  private let state = Mutex(Totals())
  private let metric: SweepMetric?
  private let total: Int
  private let doneBefore: Int
  private let launched = ContinuousClock.now
  private let isTerminal = StandardError.isTerminal
  private let style = Terminal.style(of: STDERR_FILENO)
  private let isDrawing = Atomic<Bool>(false)
  private let finished = DispatchSemaphore(value: 0)
  private let cleared = DispatchSemaphore(value: 0)

  /// Creates the display of a sweep that has been registered.
  ///
  /// The best so far is by `metric`, else by the cost that stopping rules watch.
  init(sweep: PlannedSweep, metric: SweepMetric?) {
    self.metric = metric
    total = sweep.points.count
    doneBefore = sweep.points.count - sweep.remaining
  }

  /// What has happened so far.
  var totals: Totals { state.withLock { $0 } }

  /// Takes in what there is to train.
  func expect(_ work: RemainingWork) {
    state.withLock { $0.work = work }
  }

  /// Begins to draw.
  func start() {
    guard isTerminal else { return }
    isDrawing.store(true, ordering: .relaxed)
    DispatchQueue(label: "descent.progress").async { [self] in
      while finished.wait(timeout: .now() + .milliseconds(100)) == .timedOut { draw() }
      StandardError.draw("\r\u{1B}[K")
      cleared.signal()
    }
  }

  /// Ends drawing and clears the line.
  func stop() {
    guard isDrawing.exchange(false, ordering: .relaxed) else { return }
    finished.signal()
    cleared.wait()
  }

  /// Says something above the progress line.
  func note(_ text: String) {
    if isTerminal { StandardError.draw("\r\u{1B}[K") }
    StandardError.write(text + "\n")
  }

  /// Takes in what a training thread reports.
  @Sendable func observe(_ event: SweepRunner.Event) {
    switch event {
    case .began: break
    case .epoch(let run, let record): count(record, of: run)
    case .ended(let run, let ending): tell(run) { $0.endings[run] = ending }
    case .skipped(let run, _):
      state.withLock { state in
        state.skipped += 1
        state.endWork(of: run)
      }
    case .held(let run, let holder):
      state.withLock { state in
        state.held += 1
        state.endWork(of: run)
      }
      note("run \(run.short) is being trained by \(holder)")
    }
  }

  /// Takes in that the ends of runs are safe on the disk.
  @Sendable func noteSafe(_ runs: [RunID]) {
    for run in runs { tell(run) { $0.safe.insert(run) } }
  }

  /// Tells of a run that has ended and whose end is safe, whichever is heard of first: what is said to
  /// be finished survives a power cut.
  private func tell(_ run: RunID, once change: (inout Totals) -> Void) {
    let ending = state.withLock { state -> RunEnding? in
      change(&state)
      guard state.safe.contains(run), let ending = state.endings[run] else { return nil }
      state.safe.remove(run)
      state.endings[run] = nil
      return ending
    }
    if let ending { end(run, ending) }
  }

  /// What a user reads after stopping a sweep.
  func interruptionNotice() -> String {
    let totals = totals
    let places = totals.lastEpoch.sorted { $0.key < $1.key }
      .map { "run \($0.key.short) at epoch \($0.value)" }
    let place = places.isEmpty ? "" : " " + places.joined(separator: ", ") + ";"
    return "stopped;\(place) launch the same command again to resume"
  }

  private func count(_ record: EpochRecord, of run: RunID) {
    state.withLock { state in
      if record.epoch > 0 {
        state.epochs += 1
        state.addWork(of: run)
      }
      state.lastEpoch[run] = record.epoch
      let metric = metric ?? .standard(for: record)
      guard let value = metric.value(of: record), value.isFinite,
        metric.isBetter(value, than: state.best?.value)
      else { return }
      state.best = Reports.Progress.BestSoFar(
        metric: metric.name.rawValue,
        value: value,
        run: run.short
      )
    }
  }

  private func end(_ run: RunID, _ ending: RunEnding) {
    let done = state.withLock { state in
      switch ending {
      case .finished: state.trained += 1
      case .diverged: state.diverged += 1
      case .failed: state.failed += 1
      case .interrupted: return state.trained
      }
      state.lastEpoch[run] = nil
      state.endWork(of: run)
      return state.trained + state.diverged + state.failed
    }
    if case .failed(let reason) = ending { note("run \(run.short) failed: \(reason)") }
    guard !isTerminal, ending != .interrupted else { return }
    StandardError.write(
      "\(doneBefore + done)/\(total) run \(run.short) \(ending.status.rawValue)\n"
    )
  }

  private func draw() {
    let totals = totals
    let progress = Reports.Progress(
      runsDone: doneBefore + totals.trained + totals.diverged + totals.failed,
      runsTotal: total,
      runsLost: totals.diverged + totals.failed,
      epochsDone: totals.epochs,
      workShare: totals.workShare,
      seconds: (ContinuousClock.now - launched) / .seconds(1),
      best: totals.best
    )
    StandardError.draw("\r\u{1B}[K" + ProgressLine.render(progress, style: style))
  }
}

extension ProgressDisplay.Totals {
  /// How much of the work is done, 0…1; nil where there is none to be known.
  var workShare: Double? {
    guard let work, work.total > 0 else { return nil }
    let total = work.total - workLeftOut
    return total > workDone ? workDone / total : 1
  }

  /// Counts an epoch of a run.
  fileprivate mutating func addWork(of run: RunID) {
    let epoch = work?.ofEpoch(run) ?? 0
    workDone += epoch
    workOfRun[run, default: 0] += epoch
  }

  /// Leaves out what a run that has ended, or that is not trained here, will not do.
  fileprivate mutating func endWork(of run: RunID) {
    workLeftOut += (work?.left(of: run) ?? 0) - (workOfRun.removeValue(forKey: run) ?? 0)
  }
}
