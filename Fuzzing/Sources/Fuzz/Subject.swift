import Foundation
import Synchronization

/// What is under test, and how long its slowest input took.
enum Subject {
  /// Longer is a hang.
  private static let limit = 1.0

  private struct State {
    var parse: @Sendable ([UInt8]) -> Void = { _ in }
    var slowest = 0.0
    var slowestSize = 0
  }

  private static let state = Mutex(State())

  /// Chooses the parser; at the end of the process its slowest input is told.
  static func start(_ target: FuzzTarget) throws {
    let parse = try target.parser()
    state.withLock { $0.parse = parse }
    atexit {
      Subject.state.withLock {
        let milliseconds = ($0.slowest * 1000).formatted(.number.precision(.fractionLength(1)))
        print("slowest input: \(milliseconds) ms, \($0.slowestSize) bytes")
      }
    }
  }

  /// Parses one input; one that takes longer than a second of the processor's time is a finding, as
  /// a crash is.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    let input = Array(bytes)
    let parse = state.withLock { $0.parse }
    let start = processorTime
    parse(input)
    let seconds = processorTime - start
    precondition(seconds <= limit, "the input took \(seconds) s")
    state.withLock {
      guard seconds > $0.slowest else { return }
      ($0.slowest, $0.slowestSize) = (seconds, input.count)
    }
  }

  /// Of this thread, so that a busy machine does not make an input slow.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
