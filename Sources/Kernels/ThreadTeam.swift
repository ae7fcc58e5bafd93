import Dispatch
import Synchronization

/// Threads that work on one mini-batch together, meeting after every piece of work.
///
/// A team splits outputs and never a sum, so its size cannot change a bit. Members wait by looking
/// again before they sleep: a mini-batch takes microseconds.
public final class ThreadTeam: Sendable {
  /// The number of members, the calling thread among them.
  public let count: Int
  private let meeting: Meeting?

  /// Gathers a team of `count` threads, at least 1; a team of one has no thread but the caller's.
  public init(count: Int) {
    self.count = max(1, count)
    meeting = count > 1 ? Meeting(members: count - 1) : nil
    for member in 1..<self.count {
      DispatchQueue(label: "descent.team.\(member)").async { [meeting] in
        meeting?.work(as: member)
      }
    }
  }

  deinit { meeting?.share(nil) }

  /// Calls `body` once for each member, at the same time, and returns when all have returned.
  public func run(_ body: @escaping @Sendable (_ member: Int) -> Void) {
    guard let meeting else { return body(0) }
    meeting.share(body)
    body(0)
    meeting.waitForAll()
  }

  /// The part of `0..<total` that a member works on, cut at multiples of `grain`.
  public func share(of total: Int, grain: Int, for member: Int) -> Range<Int> {
    let grains = (total + grain - 1) / grain
    let (from, to) = (grains * member / count, grains * (member + 1) / count)
    return min(total, from * grain)..<min(total, to * grain)
  }
}

/// Where the members of a team meet: work is given out by raising a number, and counted back in.
private final class Meeting: Sendable {
  private typealias Work = @Sendable (Int) -> Void

  private let members: [Patience]
  private let caller = Patience()
  private let turn = Atomic<Int>(0)
  private let busy = Atomic<Int>(0)
  private let work = Mutex<Work?>(nil)

  init(members: Int) { self.members = (0..<members).map { _ in Patience() } }

  /// Gives work to all members; nil sends them home.
  func share(_ body: (@Sendable (Int) -> Void)?) {
    work.withLock { $0 = body }
    busy.store(members.count, ordering: .relaxed)
    turn.wrappingAdd(1, ordering: .sequentiallyConsistent)
    for member in members { member.wake() }
  }

  /// Waits until every member has done its work, and forgets it.
  func waitForAll() {
    caller.wait { busy.load(ordering: .sequentiallyConsistent) == 0 }
    work.withLock { $0 = nil }
  }

  /// Does one piece of work after the other until sent home.
  func work(as member: Int) {
    var seen = 0
    while true {
      members[member - 1].wait { turn.load(ordering: .sequentiallyConsistent) != seen }
      seen += 1
      guard let body = work.withLock({ $0 }) else { return }
      body(member)
      busy.wrappingSubtract(1, ordering: .sequentiallyConsistent)
      caller.wake()
    }
  }
}
