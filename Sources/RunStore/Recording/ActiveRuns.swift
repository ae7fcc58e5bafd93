internal import Experiments
internal import Synchronization

/// The runs that this process trains, for the threads that train them.
final class ActiveRuns: Sendable {
  /// Where a run of this process stands.
  enum Standing: Equatable {
    case claiming
    case due(epoch: Int)
    case ended
    case taken
  }

  private struct State {
    var standings: [RunID: Standing] = [:]
    /// Whether all runs were ended: no further one begins.
    var isClosed = false
  }

  private let state = Mutex(State())

  subscript(id: RunID) -> Standing? {
    get { state.withLock { $0.standings[id] } }
    set { state.withLock { $0.standings[id] = newValue } }
  }

  /// Whether any run is being claimed.
  var areClaimed: Bool { state.withLock { $0.standings.values.contains(.claiming) } }

  /// Begins to claim a run unless it is here already; returns how it stood.
  ///
  /// - Throws: `closed` once all runs were ended.
  func claim(_ id: RunID) throws(StoreError) -> Standing? {
    try state.withLock { state throws(StoreError) -> Standing? in
      guard !state.isClosed else { throw .closed }
      let standing = state.standings[id]
      guard standing == nil || standing == .taken else { return standing }
      state.standings[id] = .claiming
      return nil
    }
  }

  /// Notes that a run has been claimed; false where all runs were ended meanwhile, and this one must
  /// be too.
  func begin(_ id: RunID, at epoch: Int) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.standings[id] = .due(epoch: epoch)
      return true
    }
  }

  /// Checks that an epoch is the next of its run, and counts on.
  func advance(_ id: RunID, epoch: Int) throws(StoreError) {
    try state.withLock { state throws(StoreError) in
      switch state.standings[id] {
      case .due(epoch): state.standings[id] = .due(epoch: epoch + 1)
      case .due(let expected): throw .outOfOrder(id, expected: expected, epoch: epoch)
      case .taken: throw .taken(id)
      case .claiming, .ended, nil: throw .outOfOrder(id, expected: 0, epoch: epoch)
      }
    }
  }

  /// Notes that a run ends.
  func end(_ id: RunID) throws(StoreError) {
    try state.withLock { state throws(StoreError) in
      guard state.standings[id] != .taken else {
        state.standings[id] = nil
        throw .taken(id)
      }
      state.standings[id] = .ended
    }
  }

  /// Notes that all runs end that have not, and returns them; those that are being claimed end when
  /// they would begin.
  func endAll() -> [RunID] {
    state.withLock { state in
      state.isClosed = true
      let due = state.standings.filter { if case .due = $0.value { true } else { false } }
      for id in due.keys { state.standings[id] = .ended }
      return due.keys.sorted()
    }
  }

  /// Lets go of runs whose end is written, and notes those that another process has claimed.
  func remove(_ ended: [RunID], taken: [RunID]) {
    guard !ended.isEmpty || !taken.isEmpty else { return }
    state.withLock { state in
      for id in ended { state.standings[id] = nil }
      for id in taken { state.standings[id] = state.standings[id] == .ended ? nil : .taken }
    }
  }
}
