/// Where a run stands.
public enum RunStatus: String, CaseIterable, Sendable {
  /// Planned by a sweep and not begun.
  case queued
  /// Being trained by a live process.
  case running
  /// Reached its limit of epochs, or its stopping rule struck.
  case finished
  /// Its cost stopped being finite: a result, not a failure.
  case diverged
  /// Ended by an error.
  case failed
  /// Ended by its user; it can be resumed.
  case interrupted
  /// Its process is gone without a word; it can be resumed.
  case lost
}
