import Dispatch
import Kernels
import NeuralNetwork
import Synchronization

/// How runs begin that differ only in how they are trained: their first weights, made once, and the
/// record of epoch 0, measured once.
final class Beginning<Scalar: KernelScalar>: Sendable {
  private struct State {
    /// Whether somebody measures, or has measured.
    var isBegun = false
    var record: EpochRecord?
    var waiting = 0
  }

  private let firstWeights = Mutex<FirstWeights<Scalar>?>(nil)
  private let state = Mutex(State())
  private let isMeasured = DispatchSemaphore(value: 0)

  /// The first weights; whoever asks first makes them while the others wait.
  ///
  /// - Throws: What `making` throws; the next one who asks tries again.
  func weights(making: () throws -> FirstWeights<Scalar>) rethrows -> FirstWeights<Scalar> {
    try firstWeights.withLock { known in
      if let known { return known }
      let made = try making()
      known = made
      return made
    }
  }

  /// The record of epoch 0; whoever asks first measures.
  ///
  /// While it is measured, others do `meanwhile` and then wait. They spend no `seconds` on it.
  func record(measuring: () -> EpochRecord, meanwhile: () -> Void) -> EpochRecord {
    let (isOurs, known) = state.withLock { state in
      defer { state.isBegun = true }
      return (!state.isBegun, state.record)
    }
    if isOurs {
      let record = measuring()
      put(record)
      return record
    }
    if let known { return known }
    meanwhile()
    return wait()
  }

  /// Runs that wait for the record.
  var waiting: Int { state.withLock(\.waiting) }

  private func put(_ record: EpochRecord) {
    let waiting = state.withLock { state in
      state.record = record
      state.record?.seconds = 0
      return state.waiting
    }
    for _ in 0..<waiting { isMeasured.signal() }
  }

  private func wait() -> EpochRecord {
    while true {
      let record = state.withLock { state in
        if state.record == nil { state.waiting += 1 }
        return state.record
      }
      if let record { return record }
      isMeasured.wait()
    }
  }
}
