import Dispatch

/// Work on many rows, or on many bytes, that is done once and by all threads that the machine has.
public enum Pieces {
  /// Calls `body` for all of `0..<count`, at most `size` at a time, and returns when all calls have.
  ///
  /// Where the pieces are cut depends on `count` and `size` alone. A thousand rows are some
  /// milliseconds of work: enough to be worth handing out, and little to wait for at the end.
  public static func concurrently(
    _ count: Int,
    size: Int = 1000,
    _ body: @Sendable (Range<Int>) -> Void
  ) {
    let pieces = (count + size - 1) / size
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      body(count * piece / pieces..<count * (piece + 1) / pieces)
    }
  }
}
