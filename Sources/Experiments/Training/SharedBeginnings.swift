import Kernels
import NeuralNetwork
import Synchronization

/// The beginnings of a sweep's runs in one precision, each shared by those that begin alike.
final class SharedBeginnings<Scalar: KernelScalar>: Sendable {
  private struct Known {
    var beginnings: [Definition: Beginning<Scalar>] = [:]
    var byteCount = 0
  }

  /// Beginnings that are kept at most: a sweep over seeds has another one each time.
  private let limit: Int
  /// Bytes of their first weights, as recorded, that are kept at most, but for a single one.
  private let byteLimit: Int
  private let known = Mutex(Known())

  init(limit: Int = 256, byteLimit: Int = 8 << 20) {
    self.limit = limit
    self.byteLimit = byteLimit
  }

  /// The beginning of a run whose weights take some bytes.
  func beginning(of definition: Definition, byteCount: Int) -> Beginning<Scalar> {
    let key = definition.beforeTraining
    return known.withLock { known in
      if let found = known.beginnings[key] { return found }
      if known.beginnings.count >= limit || known.byteCount + byteCount > byteLimit {
        known = Known()
      }
      let beginning = Beginning<Scalar>()
      known.beginnings[key] = beginning
      known.byteCount += byteCount
      return beginning
    }
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
