import Dispatch
import Experiments
import Foundation
import Synchronization

/// The signals that end training: SIGINT, SIGTERM and SIGHUP.
///
/// The first lets the epoch under way finish if that takes less than two seconds; the second stops
/// at once. Where training does not come to a place to stop within another second, the program ends
/// without it. What is recorded stays recorded either way.
final class Interruption: Sendable {
  /// What the signals ask of the runs.
  let cancellation = Cancellation()

  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private let received = Mutex<Int32?>(nil)
  private let isEnding = Atomic<Bool>(false)
  private let isOver = Atomic<Bool>(false)
  private let queue = DispatchQueue(label: "descent.signals")

  /// The first signal that came, or nil.
  var signal: Int32? { received.withLock { $0 } }

  /// Whether the program ends without waiting for training.
  var endsWithoutTraining: Bool { isEnding.load(ordering: .sequentiallyConsistent) }

  /// Runs `body` while listening; `notice` is called when the first signal comes, `end` before the
  /// program ends without waiting for `body`.
  func whileListening<Result>(
    notice: @escaping @Sendable () -> Void,
    end: @escaping @Sendable () -> Void,
    _ body: () throws -> Result
  ) rethrows -> Result {
    let sources = Self.signals.filter { !Self.isIgnored($0) }.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [self] in receive(number, notice: notice, end: end) }
      source.resume()
      return source
    }
    defer {
      isOver.store(true, ordering: .sequentiallyConsistent)
      for source in sources {
        source.cancel()
        Foundation.signal(Int32(source.handle), SIG_DFL)
      }
    }
    return try body()
  }

  /// Ignores a signal and says whether it was ignored before, as under nohup: then it stays so.
  private static func isIgnored(_ number: Int32) -> Bool {
    let before = Foundation.signal(number, SIG_IGN)
    return unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private func receive(
    _ number: Int32,
    notice: @Sendable () -> Void,
    end: @escaping @Sendable () -> Void
  ) {
    let isFirst = received.withLock { signal in
      defer { signal = signal ?? number }
      return signal == nil
    }
    guard isFirst else { return stopNow(end) }
    cancellation.request(.afterEpoch)
    notice()
    queue.asyncAfter(deadline: .now() + .seconds(2)) { [self] in stopNow(end) }
  }

  /// Stops training at its next mini-batch, and the program a second later if that has not come.
  private func stopNow(_ end: @escaping @Sendable () -> Void) {
    cancellation.request(.now)
    queue.asyncAfter(deadline: .now() + .seconds(1)) { [self] in
      guard let signal, !isOver.load(ordering: .sequentiallyConsistent) else { return }
      isEnding.store(true, ordering: .sequentiallyConsistent)
      // Whoever asks a third time waits for nothing.
      for number in Self.signals { Foundation.signal(number, SIG_DFL) }
      end()
      _exit(128 + signal)
    }
  }
}
