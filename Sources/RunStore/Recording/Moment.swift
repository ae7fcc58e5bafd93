internal import Foundation

/// A moment by both clocks: the wall's, which people read and which may be set, and the boot's,
/// which only goes forward.
struct Moment: Sendable, Equatable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  var wall: Int
  /// Milliseconds of the monotonic clock.
  var monotonic: Int

  /// This moment.
  static var now: Moment {
    Moment(wall: read(CLOCK_REALTIME), monotonic: read(CLOCK_MONOTONIC))
  }

  /// Seconds that have passed since.
  var elapsed: Double { Double(Self.now.monotonic - monotonic) / 1000 }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
