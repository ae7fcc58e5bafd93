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
  /// Whether all runs were ended: no further one begins.
  private let isClosed = Atomic<Bool>(false)

  subscript(id: RunID) -> Standing? {
    get { runs.withLock { $0[id] } }
    set { runs.withLock { $0[id] = newValue } }
  }

  /// Whether any run is being claimed.
  var areClaimed: Bool { runs.withLock { $0.values.contains(.claiming) } }

  /// Begins to claim a run unless it is here already; returns how it stood.
  ///
  /// - Throws: `closed` once all runs were ended.
  func claim(_ id: RunID) throws(StoreError) -> Standing? {
    let (standing, isRefused) = runs.withLock { runs -> (Standing?, Bool) in
      guard !isClosed.load(ordering: .relaxed) else { return (nil, true) }
      let standing = runs[id]
      if standing == nil || standing == .taken { runs[id] = .claiming }
      return (standing == .taken ? nil : standing, false)
    }
    if isRefused { throw .closed }
    return standing
  }

  /// Notes that a run has been claimed; false where all runs were ended meanwhile, and this one must
  /// be too.
  func begin(_ id: RunID, at epoch: Int) -> Bool {
    runs.withLock { runs in
      guard !isClosed.load(ordering: .relaxed) else { return false }
      runs[id] = .due(epoch: epoch)
      return true
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

  /// Notes that all runs end that have not, and returns them; those that are being claimed end when
  /// they would begin.
  func endAll() -> [RunID] {
    runs.withLock { runs in
      isClosed.store(true, ordering: .relaxed)
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
