internal import Dispatch
internal import Synchronization

/// The bounded queue between the threads that train and the one that writes.
///
/// Whoever trains faster than the disk writes waits here, so that memory does not grow.
final class Inbox: Sendable {
  /// What the writer takes at once.
  struct Batch {
    var events: [RecordingEvent] = []
    /// To be signalled once everything is safe on the disk.
    var flushes: [DispatchSemaphore] = []
    /// Whether the last run has begun.
    var isSettling = false
    var isClosing = false
    var isAbandoned = false
  }

  private struct State {
    var batch = Batch()
    var byteCount = 0
    var waiting = 0
    var isUrgent = false
    var failure: StoreError?
  }

  private let state = Mutex(State())
  private let arrival = DispatchSemaphore(value: 0)
  private let space = DispatchSemaphore(value: 0)
  private let byteLimit: Int
  private let eventLimit: Int

  init(byteLimit: Int = 16 << 20, eventLimit: Int = 8192) {
    self.byteLimit = byteLimit
    self.eventLimit = eventLimit
  }

  /// Adds an event, waiting for room.
  ///
  /// - Throws: what went wrong when earlier events were written.
  func put(_ event: RecordingEvent) throws(StoreError) {
    let byteCount = event.byteCount
    while true {
      let outcome = state.withLock { state -> (isDone: Bool, wakes: Bool, failure: StoreError?) in
        if let failure = state.failure { return (false, false, failure) }
        if state.batch.isClosing || state.batch.isAbandoned { return (false, false, .closed) }
        guard hasRoom(state) else {
          state.waiting += 1
          state.isUrgent = true
          return (false, true, nil)
        }
        let wasEmpty = state.batch.events.isEmpty
        state.batch.events.append(event)
        state.byteCount += byteCount
        return (true, wasEmpty, nil)
      }
      if let failure = outcome.failure { throw failure }
      if outcome.wakes { arrival.signal() }
      if outcome.isDone { return }
      space.wait()
    }
  }

  private func hasRoom(_ state: borrowing State) -> Bool {
    state.batch.events.isEmpty
      || state.byteCount < byteLimit && state.batch.events.count < eventLimit
  }

  /// Takes what has gathered: waits for something to come, then `gathering` seconds for more.
  ///
  /// It waits `atMost` seconds for anything at all, and no longer than somebody waits for the writer.
  func take(gathering: Double, atMost: Double) -> Batch {
    wait(atMost: atMost) { $0.isUrgent || !$0.batch.events.isEmpty }
    wait(atMost: gathering) { $0.isUrgent || $0.batch.events.isEmpty }
    let (batch, waiting) = state.withLock { state in
      defer {
        state.batch.events = []
        state.batch.flushes = []
        state.batch.isSettling = false
        state.byteCount = 0
        state.waiting = 0
        state.isUrgent = false
      }
      return (state.batch, state.waiting)
    }
    for _ in 0..<waiting { space.signal() }
    return batch
  }

  private func wait(atMost seconds: Double, until isDone: (borrowing State) -> Bool) {
    let deadline = DispatchTime.now() + seconds
    while !state.withLock({ isDone($0) }), arrival.wait(timeout: deadline) == .success {}
  }

  /// Waits until everything that was put before is safe on the disk.
  func flush(closing: Bool = false) throws(StoreError) {
    let done = DispatchSemaphore(value: 0)
    let isOpen = state.withLock { state in
      guard !state.batch.isClosing, !state.batch.isAbandoned else { return false }
      state.batch.flushes.append(done)
      state.batch.isClosing = closing
      state.isUrgent = true
      return true
    }
    guard isOpen else { throw .closed }
    arrival.signal()
    done.wait()
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Tells the writer that the last run has begun.
  func settle() {
    state.withLock { state in
      state.batch.isSettling = true
      state.isUrgent = true
    }
    arrival.signal()
  }

  /// Makes every further call throw, and lets nobody wait.
  ///
  /// What is queued is dropped: written after a group that was not, it would leave a gap.
  func fail(_ failure: StoreError) {
    let waiting = state.withLock { state in
      if state.failure == nil { state.failure = failure }
      state.batch.events = []
      state.byteCount = 0
      defer { state.waiting = 0 }
      return state.waiting
    }
    for _ in 0..<waiting { space.signal() }
  }

  /// Ends the writer without another word, as when the process dies.
  func abandon() {
    state.withLock { state in
      state.batch.isAbandoned = true
      state.isUrgent = true
    }
    arrival.signal()
  }
}
