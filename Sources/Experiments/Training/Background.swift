import Dispatch
import Synchronization

/// A value that is being found out on another thread, for whoever needs it later.
public final class Background<Value: Sendable>: Sendable {
  private let found = Mutex<Value?>(nil)
  private let isFound = DispatchSemaphore(value: 0)
  private let find: @Sendable () -> Value

  /// Starts to find the value out.
  public init(_ find: @escaping @Sendable () -> Value) {
    self.find = find
    DispatchQueue.global().async { [self] in
      let value = find()
      found.withLock { $0 = value }
      isFound.signal()
    }
  }

  /// The value; waits until it is there.
  public var value: Value {
    isFound.wait()
    isFound.signal()
    return found.withLock { $0 } ?? find()
  }
}
