import Kernels
import NeuralNetwork
import Synchronization

/// The data sets of a sweep, each loaded and prepared once and shared by all runs.
public final class SharedData: Sendable {
  /// What decides how a data set is prepared: runs of the same key share it.
  public struct Key: Hashable, Sendable {
    private let digest: [UInt8]
    private let task: Definition.Task
    private let trainLimit: Int?
    private let validation: Definition.Validation
    private let splitSeed: Int
    private let scale: Definition.Scale
    private let precision: Precision

    /// The key of a definition.
    public init(_ definition: Definition) {
      digest = definition.data.digest
      task = definition.task
      trainLimit = definition.trainLimit
      validation = definition.validation
      splitSeed = definition.splitSeed
      scale = definition.scale
      precision = definition.precision
    }
  }

  private let load: @Sendable (Definition) throws -> Dataset
  private let known = Mutex<[Key: any Sendable]>([:])

  /// Creates shared data of data sets, which `load` opens when a run first needs one.
  public init(load: @escaping @Sendable (Definition) throws -> Dataset) {
    self.load = load
  }

  /// Prepares the data of a run before it asks for them.
  ///
  /// What goes wrong is told to whoever asks.
  public func prepare(_ definition: Definition) {
    switch definition.precision {
    case .single: _ = try? prepared(definition, as: Float.self)
    case .double: _ = try? prepared(definition, as: Double.self)
    }
  }

  /// The data of a run in its precision; whoever asks first prepares it while the others wait.
  func prepared<Scalar: KernelScalar>(
    _ definition: Definition,
    as _: Scalar.Type
  ) throws -> PreparedData<Scalar> {
    try known.withLock { known in
      let key = Key(definition)
      if let found = known[key] as? PreparedData<Scalar> { return found }
      let data: PreparedData<Scalar> = try load(definition).prepared(
        trainLimit: definition.trainLimit,
        validation: definition.validation,
        splitSeed: UInt64(bitPattern: Int64(definition.splitSeed)),
        scale: definition.scale,
        as: Scalar.self
      )
      // A sweep over many splits would fill the memory: what is no longer asked for is let go.
      if known.count >= 4 { known.removeAll() }
      known[key] = data
      return data
    }
  }
}
