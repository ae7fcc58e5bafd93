import Synchronization

/// The claims of the runs that come next, made on other threads while the runs before are trained.
///
/// A claim waits for whoever writes, up to a whole move of the log into the file. A thread that
/// trains would stand still meanwhile, and when it goes on the system may put it on the core of
/// another one and leave its own empty.
final class ClaimsAhead: Sendable {
  /// Seconds that runs may take to be claimed ahead: for longer, no other process shall be kept from
  /// a run that nobody trains yet.
  static let longest = 1.0

  private struct State {
    var claims: [Int: Background<Result<RunBeginning, any Error>>] = [:]
    /// The last run that was claimed.
    var last = -1
    /// What the last run that was trained to its end took; infinite before there is one.
    var secondsPerWork = Double.infinity
  }

  private let runs: [PlannedRun]
  private let work: [Double]
  private let recorder: any RunRecorder
  private let count: Int
  private let state = Mutex(State())

  /// Prepares to claim runs for a recorder, `count` ahead; `work` says how long each takes beside the
  /// others.
  init(
    _ runs: [PlannedRun],
    of recorder: any RunRecorder,
    count: Int,
    work: (PlannedRun) -> Double
  ) {
    (self.runs, self.recorder, self.count) = (runs, recorder, count)
    self.work = runs.map(work)
  }

  /// Takes a run, as it was claimed ahead or now, and has the next ones claimed that will be short.
  ///
  /// - Throws: What the recorder throws.
  func begin(_ index: Int) throws -> RunBeginning {
    let claim = state.withLock { state in
      state.last = max(state.last, index)
      return state.claims.removeValue(forKey: index)
    }
    let beginning = try claim?.value.get()
    claimNext()
    // Whoever held the run when it was asked for may have ended it since.
    if let beginning, beginning.holder == nil { return beginning }
    return try recorder.begin(runs[index])
  }

  /// Notes how long a run took that was trained to its end.
  func note(seconds: Double, of index: Int) {
    state.withLock { $0.secondsPerWork = work[index] > 0 ? seconds / work[index] : .infinity }
  }

  private func claimNext() {
    state.withLock { state in
      while state.claims.count < count, state.last + 1 < runs.count,
        state.secondsPerWork * work[state.last + 1] < Self.longest
      {
        state.last += 1
        let run = runs[state.last]
        state.claims[state.last] = Background { [recorder] in Result { try recorder.begin(run) } }
      }
    }
  }

  /// Lets go of the runs that were claimed and that nobody will train.
  func release() {
    let claims = state.withLock { state in
      defer { state.claims = [:] }
      return state.claims
    }
    for (index, claim) in claims {
      guard case .success(let beginning) = claim.value, beginning.isToBeTrained else { continue }
      // What goes wrong here has gone wrong for the recorder as a whole, which says so when it is closed.
      try? recorder.end(runs[index].id, .interrupted)
    }
  }
}

extension RunBeginning {
  fileprivate var holder: String? {
    if case .held(let holder) = self { holder } else { nil }
  }

  fileprivate var isToBeTrained: Bool {
    switch self {
    case .fresh, .resumed: true
    case .done, .held: false
    }
  }
}
