#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a thread waits for another that will be done in microseconds: it looks again at once for a
/// while, and then lets others run between two looks.
struct Patience {
  private var looks = 0

  /// Waits a little before the next look.
  mutating func wait() {
    looks += 1
    if looks > 2_000 { sched_yield() }
  }
}
