import Synchronization

/// A request to stop training, shared by all runs of a sweep.
///
/// It only ever grows more urgent: go on, then finish the epoch, then stop where you are.
public final class Cancellation: Sendable {
  /// How urgent the request is.
  public enum Urgency: Int, Sendable, Comparable {
    /// Nobody asked to stop.
    case none
    /// Finish the epoch under way, then stop.
    case afterEpoch
    /// Stop at once; the epoch under way is not recorded.
    case now

    /// Orders urgencies from none to now.
    public static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
  }

  private let level = Atomic<Int>(Urgency.none.rawValue)

  /// Creates a request that asks for nothing yet.
  public init() {}

  /// How urgent the request is by now.
  public var urgency: Urgency { Urgency(rawValue: level.load(ordering: .relaxed)) ?? .now }

  /// Makes the request at least this urgent.
  public func request(_ urgency: Urgency) {
    level.max(urgency.rawValue, ordering: .relaxed)
  }
}
