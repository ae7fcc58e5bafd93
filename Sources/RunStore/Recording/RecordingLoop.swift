internal import Dispatch
internal import Experiments
internal import Foundation
internal import GRDB
internal import Synchronization

/// What the writing thread does: gathers events for a moment, writes them in one transaction, and
/// makes everything safe on the disk once a second.
///
/// A commit survives the end of the process at once, and a power cut after the next full commit,
/// which carries all earlier ones with it.
struct RecordingLoop {
  /// Seconds that events wait for company.
  static let gathering = 0.02
  /// Seconds between two full commits.
  static let syncInterval = 0.9
  /// Seconds between two signs of life while nothing happens.
  static let heartbeatInterval = 5.0
  /// Bytes of the log at which it is moved into the file.
  static let logLimit = 8 << 20
  /// Bytes of the log that are left for the end.
  static let settledLimit = 1 << 20

  let store: RunStore
  let inbox: Inbox
  let process: Int
  let runs: ActiveRuns
  let onFinished: @Sendable ([RunID]) -> Void

  private var group = GroupWriter()
  private var lastSync = Moment.now
  private var isDirty = false
  private var finished: [RunID] = []
  private var logSize = 0
  private var nextCheckpoint = logLimit

  init(
    store: RunStore,
    inbox: Inbox,
    process: Int,
    runs: ActiveRuns,
    onFinished: @escaping @Sendable ([RunID]) -> Void
  ) {
    self.store = store
    self.inbox = inbox
    self.process = process
    self.runs = runs
    self.onFinished = onFinished
  }

  /// Writes until the recorder is closed.
  mutating func run() {
    while true {
      let batch = inbox.take(gathering: Self.gathering, atMost: patience)
      if batch.isAbandoned { return }
      do {
        try write(batch)
        // A record that is being closed is settled by its store.
        try checkpoint(isSettling: batch.isSettling && !batch.isClosing)
      } catch {
        inbox.fail(StoreError(error, path: store.path))
      }
      for flush in batch.flushes { flush.signal() }
      if batch.isClosing { return }
    }
  }

  private var patience: Double {
    let interval = isDirty ? Self.syncInterval : Self.heartbeatInterval
    return max(0, interval - lastSync.elapsed)
  }

  private mutating func write(_ batch: Inbox.Batch) throws {
    isDirty = isDirty || !batch.events.isEmpty
    let isDue = lastSync.elapsed >= Self.syncInterval || !batch.flushes.isEmpty
    let isQuiet = lastSync.elapsed >= Self.heartbeatInterval && group.isBusy
    let sync = isDirty && isDue || isQuiet
    guard sync || !batch.events.isEmpty else { return rest() }
    group.take(batch.events)
    let outcome = try store.queue.inDatabase { db in
      if sync { try db.execute(sql: "PRAGMA synchronous = FULL") }
      defer { if sync { try? db.execute(sql: "PRAGMA synchronous = NORMAL") } }
      return try writeGroup(sync: sync, db)
    }
    finished += outcome.ended
    runs.remove(outcome.ended, taken: outcome.taken)
    if sync { reportFinished() }
  }

  /// Marks a moment at which nothing was to be done.
  private mutating func rest() {
    if lastSync.elapsed >= Self.heartbeatInterval { lastSync = .now }
  }

  private mutating func writeGroup(sync: Bool, _ db: Database) throws -> GroupWriter.Outcome {
    var outcome = GroupWriter.Outcome()
    try db.inTransaction(.immediate) {
      if sync { try ProcessRow.beat(db, process: process, now: .now) }
      outcome = try group.write(db)
      return .commit
    }
    return outcome
  }

  private mutating func reportFinished() {
    isDirty = false
    lastSync = .now
    guard !finished.isEmpty else { return }
    onFinished(finished)
    finished = []
  }

  /// Moves a large log into the file; one that is not small, when it is time to settle.
  ///
  /// Where a reader holds on to it, the log goes on growing; the next try waits until it has doubled.
  private mutating func checkpoint(isSettling: Bool) throws {
    guard let size = FileProbe.size(store.path + "-wal") else { return }
    let beganAnew = size < logSize
    logSize = size
    if beganAnew { nextCheckpoint = Self.logLimit }
    guard size > (isSettling ? Self.settledLimit : nextCheckpoint) else { return }
    try store.checkpoint()
    nextCheckpoint = max(Self.logLimit, 2 * size)
  }
}
