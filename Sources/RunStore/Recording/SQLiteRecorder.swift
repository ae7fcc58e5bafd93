public import Experiments
internal import Foundation
internal import GRDB

/// Records runs in a store, from any number of threads, with one thread of its own that writes.
///
/// An epoch is committed within 0.1 s of its report and survives the end of the process from then
/// on; a second later it survives a power cut. What goes wrong in writing is thrown by the next call
/// and by ``close()``.
public final class SQLiteRecorder: RunRecorder {
  private let store: RunStore
  private let inbox: Inbox
  private let runs = ActiveRuns()
  private let observer: ProcessIdentity
  private let process: Int
  private let environment: Int
  private let numericsVersion: Int

  /// Starts to record.
  ///
  /// - Parameters:
  ///   - store: a store that is open for writing.
  ///   - environment: the program and machine that train.
  ///   - numericsVersion: the version of the arithmetic.
  ///   - onFinished: called on the writing thread with runs whose end is safe on the disk; it must
  ///     not wait for this recorder.
  /// - Throws: `readOnly`, `locked` and what writing throws.
  public convenience init(
    store: RunStore,
    environment: Environment,
    numericsVersion: Int,
    onFinished: @escaping @Sendable ([RunID]) -> Void = { _ in }
  ) throws(StoreError) {
    try self.init(
      store: store,
      environment: environment,
      numericsVersion: numericsVersion,
      process: .current,
      inbox: Inbox(),
      onFinished: onFinished
    )
  }

  init(
    store: RunStore,
    environment: Environment,
    numericsVersion: Int,
    process: ProcessIdentity,
    inbox: Inbox,
    onFinished: @escaping @Sendable ([RunID]) -> Void
  ) throws(StoreError) {
    self.store = store
    self.inbox = inbox
    self.numericsVersion = numericsVersion
    observer = process
    (self.process, self.environment) = try store.writing { db in
      try Reaping.reap(db, for: process)
      return (
        try ProcessRow.insert(db, process, now: .now), try environment.register(db)
      )
    }
    startWriting(onFinished)
  }

  private func startWriting(_ onFinished: @escaping @Sendable ([RunID]) -> Void) {
    let (store, inbox, process, runs) = (store, inbox, process, runs)
    let thread = Thread {
      var loop = RecordingLoop(
        store: store,
        inbox: inbox,
        process: process,
        runs: runs,
        onFinished: onFinished
      )
      loop.run()
    }
    thread.name = "descent recorder"
    thread.start()
  }

  /// Takes a run for this process: registers it where it is unknown, takes it out of the trash, notes
  /// its limits, and hands back what is recorded of it.
  ///
  /// - Throws: ``StoreError``.
  public func begin(_ run: PlannedRun) throws -> RunBeginning {
    var standing = try runs.claim(run.id)
    if standing == .ended {
      try inbox.flush()
      standing = try runs.claim(run.id)
    }
    guard standing == nil else { return .held(by: "process \(observer.pid), this one") }
    do {
      return try claim(run)
    } catch {
      runs[run.id] = nil
      throw error
    }
  }

  private func claim(_ run: PlannedRun) throws -> RunBeginning {
    let claim = Claim(
      process: process,
      environment: environment,
      observer: observer,
      numericsVersion: numericsVersion
    )
    let (beginning, progress) = try store.writing { db in try claim.make(db, run) }
    guard let progress else {
      runs[run.id] = nil
      return beginning
    }
    // First the writer knows of it: an end that came before its beginning would be lost.
    try inbox.put(.began(progress))
    let epoch = progress.summary.chain == nil ? 0 : progress.summary.epochsDone + 1
    guard runs.begin(run.id, at: epoch) else {
      try inbox.put(.ended(run.id, .interrupted, at: Moment.now.wall))
      throw StoreError.closed
    }
    return beginning
  }

  /// Hands an epoch to the writing thread; waits only while its queue is full.
  ///
  /// - Throws: ``StoreError``; `outOfOrder` for an epoch that is not the run's next, `taken` once
  ///   another process has claimed the run.
  public func record(
    _ epoch: EpochRecord,
    state: TrainingState,
    weights: WeightsRetention,
    of run: RunID
  ) throws {
    try runs.advance(run, epoch: epoch.epoch)
    try inbox.put(.epoch(epoch, state, weights, of: run))
  }

  /// Hands the end of a run to the writing thread.
  ///
  /// - Throws: ``StoreError``.
  public func end(_ run: RunID, _ ending: RunEnding) throws {
    try runs.end(run)
    try inbox.put(.ended(run, ending, at: Moment.now.wall))
  }

  /// Moves the log into the file unless it is small, on the writing thread.
  public func settle() { inbox.settle() }

  /// Returns once everything reported so far is safe on the disk.
  ///
  /// - Throws: what went wrong in writing.
  public func flush() throws(StoreError) {
    try inbox.flush()
  }

  /// Ends every run that is being trained as interrupted, and returns once that is safe on the disk.
  ///
  /// No further run begins; those that are being claimed end too, but nobody waits for them longer
  /// than some seconds.
  ///
  /// - Throws: what went wrong in writing.
  public func interrupt() throws(StoreError) {
    for run in runs.endAll() { try inbox.put(.ended(run, .interrupted, at: Moment.now.wall)) }
    let start = Moment.now
    while runs.areClaimed, start.elapsed < Self.patience { usleep(1000) }
    try inbox.flush()
  }

  /// Seconds that claims under way are waited for.
  private static let patience = 3.0

  /// Writes what is left and stops.
  ///
  /// Runs that were not ended can be claimed by anyone at once.
  ///
  /// - Throws: what went wrong in writing.
  public func close() throws(StoreError) {
    try inbox.flush(closing: true)
    try store.writing { db in try ProcessRow.delete(db, process: process) }
  }

  deinit { inbox.abandon() }
}
