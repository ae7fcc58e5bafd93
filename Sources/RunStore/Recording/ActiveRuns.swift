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

  private let runs = Mutex<[RunID: Standing]>([:])

  subscript(id: RunID) -> Standing? {
    get { runs.withLock { $0[id] } }
    set { runs.withLock { $0[id] = newValue } }
  }

  /// Begins to claim a run unless it is here already; returns how it stood.
  func claim(_ id: RunID) -> Standing? {
    runs.withLock { runs in
      let standing = runs[id]
      if standing == nil || standing == .taken { runs[id] = .claiming }
      return standing == .taken ? nil : standing
    }
  }

  /// Checks that an epoch is the next of its run, and counts on.
  func advance(_ id: RunID, epoch: Int) throws(StoreError) {
    let failure = runs.withLock { runs -> StoreError? in
      switch runs[id] {
      case .due(epoch): runs[id] = .due(epoch: epoch + 1)
      case .due(let expected): return .outOfOrder(id, expected: expected, epoch: epoch)
      case .taken: return .taken(id)
      case .claiming, .ended, nil: return .outOfOrder(id, expected: 0, epoch: epoch)
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// Notes that a run ends.
  func end(_ id: RunID) throws(StoreError) {
    let failure = runs.withLock { runs -> StoreError? in
      if runs[id] == .taken {
        runs[id] = nil
        return .taken(id)
      }
      runs[id] = .ended
      return nil
    }
    if let failure { throw failure }
  }

  /// Notes that all runs end that have not, and returns them.
  func endAll() -> [RunID] {
    runs.withLock { runs in
      let due = runs.filter { if case .due = $0.value { true } else { false } }.keys.sorted()
      for id in due { runs[id] = .ended }
      return due
    }
  }

  /// Lets go of runs whose end is written, and notes those that another process has claimed.
  func remove(_ ended: [RunID], taken: [RunID]) {
    guard !ended.isEmpty || !taken.isEmpty else { return }
    runs.withLock { runs in
      for id in ended { runs[id] = nil }
      for id in taken { runs[id] = runs[id] == .ended ? nil : .taken }
    }
  }
}
