import CKernels
import Dispatch
import Synchronization

/// How a thread waits for another that will be done in microseconds: it looks again at once for a
/// while, and then sleeps until it is woken.
///
/// Sleeping gives the processor away: where others compete for it, the thread that is waited for may
/// be the one that has none. Looking alone would keep it from working, and yielding would hand whole
/// time slices to strangers.
final class Patience: Sendable {
  /// Looks before sleeping, about 0.1 ms: longer than equal shares of a mini-batch differ.
  private static let looks = 4_000

  private let isAsleep = Atomic<Bool>(false)
  private let alarm = DispatchSemaphore(value: 0)

  /// Returns once `isDone` holds; whoever makes it hold calls ``wake()`` afterwards.
  ///
  /// What `isDone` reads and what makes it hold must be sequentially consistent: either the waiting
  /// thread sees it after saying that it sleeps, or the other sees that it sleeps.
  func wait(until isDone: () -> Bool) {
    for _ in 0..<Self.looks {
      if isDone() { return }
      ck_pause()
    }
    while true {
      isAsleep.store(true, ordering: .sequentiallyConsistent)
      let isSpared = isDone() && isAsleep.exchange(false, ordering: .sequentiallyConsistent)
      if !isSpared { alarm.wait() }
      if isDone() { return }
    }
  }

  /// Wakes the thread that waits, if it sleeps.
  func wake() {
    if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { alarm.signal() }
  }
}
