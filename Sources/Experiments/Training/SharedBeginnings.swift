import NeuralNetwork
import Synchronization

/// The records of epoch 0 of a sweep: runs that differ only in how they are trained begin with the
/// same weights, and what is measured at these is measured once.
final class SharedBeginnings: Sendable {
  private let known = Mutex<[Definition: EpochRecord]>([:])
  /// Records that are kept at most: a sweep over seeds begins with other weights each time.
  private let limit = 256

  /// The record of a run's epoch 0, from an earlier run where it began alike, else by measuring.
  ///
  /// Runs that begin at the same time may both measure; they find the same.
  func record(of definition: Definition, measuring: () -> EpochRecord) -> EpochRecord {
    let key = definition.beforeTraining
    if let found = known.withLock({ $0[key] }) { return found }
    let record = measuring()
    known.withLock { known in
      if known.count >= limit { known.removeAll() }
      known[key] = record
    }
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
