import Dispatch
import Kernels
import NeuralNetwork
import Synchronization

/// How runs of a sweep begin: those that differ only in how they are trained have the same first weights,
/// made once, and what is measured at these is measured once.
final class SharedBeginnings: Sendable {
  /// Bytes of first weights that are kept at most, but for the last: a sweep over seeds begins with others
  /// each time.
  static let weightsLimit = 16 << 20
  /// Records that are kept at most.
  static let recordLimit = 256

  private struct KnownWeights {
    var weights: [Definition: any Sendable] = [:]
    var byteCount = 0
  }

  private let known = Mutex(KnownWeights())
  private let records = Mutex<[Definition: MeasuredOnce]>([:])

  /// The first weights of a run, from an earlier run where it began alike, else by making them.
  ///
  /// Runs that begin at the same time may both make them; they make the same.
  ///
  /// - Throws: What `making` throws.
  func weights<Scalar: KernelScalar>(
    of definition: Definition,
    making: () throws -> FirstWeights<Scalar>
  ) rethrows -> FirstWeights<Scalar> {
    let key = definition.beforeTraining
    if let found = known.withLock({ $0.weights[key] }) as? FirstWeights<Scalar> { return found }
    let made = try making()
    known.withLock { known in
      if known.byteCount + made.byteCount > Self.weightsLimit { known = KnownWeights() }
      known.weights[key] = made
      known.byteCount += made.byteCount
    }
    return made
  }

  /// The record of a run's epoch 0, from an earlier run where it began alike, else by measuring.
  ///
  /// While another run is measuring it, this one does `meanwhile`, then waits for the record.
  func record(
    of definition: Definition,
    measuring: () -> EpochRecord,
    meanwhile: () -> Void
  ) -> EpochRecord {
    let key = definition.beforeTraining
    let (measured, isOurs) = records.withLock { records in
      if let found = records[key] { return (found, false) }
      if records.count >= Self.recordLimit { records.removeAll() }
      let measured = MeasuredOnce()
      records[key] = measured
      return (measured, true)
    }
    if isOurs { measured.put(measuring()) }
    if let record = measured.record { return record }
    meanwhile()
    return measured.wait()
  }
}

/// A record that one run measures and others wait for.
private final class MeasuredOnce: Sendable {
  private let content = Mutex<EpochRecord?>(nil)
  private let isThere = DispatchGroup()

  init() { isThere.enter() }

  /// The record, once it is there.
  var record: EpochRecord? { content.withLock(\.self) }

  func put(_ record: EpochRecord) {
    content.withLock { $0 = record }
    isThere.leave()
  }

  func wait() -> EpochRecord {
    isThere.wait()
    guard let record else { preconditionFailure("the group was left before a record was there") }
    return record
  }
}

extension Definition {
  /// The definition with everything alike that is read only after epoch 0.
  ///
  /// A key that is added later counts until it is named here.
  fileprivate var beforeTraining: Definition {
    var definition = self
    definition.optimizer = .sgd
    definition.learningRate = 1
    definition.schedule = .constant
    definition.miniBatchSize = 1
    definition.epochs = 1
    definition.l2 = 0
    definition.l1 = 0
    definition.dropout = 0
    definition.gradientClip = nil
    definition.earlyStopping = nil
    definition.minDelta = 0
    definition.shuffle = true
    return definition
  }
}
