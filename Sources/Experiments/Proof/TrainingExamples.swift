import Kernels
import NeuralNetwork

/// The examples that a run is trained on, as its network sees them: split, scaled and rounded to the
/// run's precision, in the data's order before any shuffle.
public struct TrainingExamples: Sendable {
  /// One example.
  public struct Example: Sendable, Equatable {
    /// The inputs, n_1 numbers.
    public var x: [Double]
    /// The targets, n_L numbers.
    public var y: [Double]

    /// Creates an example from its numbers.
    public init(x: [Double], y: [Double]) {
      (self.x, self.y) = (x, y)
    }
  }

  /// n, the number of examples.
  public let count: Int
  private let read: @Sendable (Int) -> Example

  /// Prepares a data set as a definition asks for.
  ///
  /// - Throws: ``DataError``, as preparing for training does.
  public init(of definition: Definition, in dataset: Dataset) throws(DataError) {
    switch definition.precision {
    case .single: self.init(try Self.examples(definition, dataset, as: Float.self))
    case .double: self.init(try Self.examples(definition, dataset, as: Double.self))
    }
  }

  /// Example i, counted from 0; nil where there is none.
  public subscript(index: Int) -> Example? {
    (0..<count).contains(index) ? read(index) : nil
  }

  /// The examples ⌊i·n/p⌋, i = 0…p−1, p = min(n, most): spread evenly, as the probe's are.
  public func spread(atMost most: Int) -> [Example] {
    let p = min(count, most)
    return (0..<p).compactMap { self[$0 * count / p] }
  }

  private init<Scalar: KernelScalar>(_ examples: Examples<Scalar>) {
    count = examples.count
    read = { index in
      let (x, y) = (index * examples.inputCount, index * examples.targetStride)
      return Example(
        x: (0..<examples.inputCount).map { Double(examples.inputs[x + $0]) },
        y: (0..<examples.targetCount).map { Double(examples.targets[y + $0]) }
      )
    }
  }

  private static func examples<Scalar: KernelScalar>(
    _ definition: Definition,
    _ dataset: Dataset,
    as type: Scalar.Type
  ) throws(DataError) -> Examples<Scalar> {
    try dataset.prepared(
      trainLimit: definition.trainLimit,
      validation: definition.validation,
      splitSeed: UInt64(bitPattern: Int64(definition.splitSeed)),
      scale: definition.scale,
      as: type
    ).training
  }
}
