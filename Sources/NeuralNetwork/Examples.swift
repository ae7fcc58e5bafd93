public import Kernels

/// Examples in memory, as the kernels read them: shared by all runs of a sweep, never written.
public struct Examples<Scalar: KernelScalar>: Sendable {
  /// The number of examples.
  public let count: Int
  /// n_1, the number of inputs of an example.
  public let inputCount: Int
  /// The inputs, `count` × n_1, row by row without gaps.
  public let inputs: AlignedBuffer<Scalar>
  /// Which inputs are not zero; nil where leaving zeros out would not pay.
  public internal(set) var nonzero: NonzeroBits?
  /// n_L, the number of targets of an example.
  public let targetCount: Int
  /// The targets y, `count` rows of n_L numbers with zeros up to ``targetStride``.
  public let targets: AlignedBuffer<Scalar>
  /// The right class of each example; nil for regression.
  public let labels: AlignedBuffer<Int32>?

  /// Creates examples from their numbers.
  public init(
    count: Int,
    inputCount: Int,
    inputs: AlignedBuffer<Scalar>,
    targetCount: Int,
    targets: AlignedBuffer<Scalar>,
    labels: AlignedBuffer<Int32>?
  ) {
    self.count = count
    self.inputCount = inputCount
    self.inputs = inputs
    self.targetCount = targetCount
    self.targets = targets
    self.labels = labels
    nonzero = Self.nonzero(inputs, count: count, inputCount: inputCount)
  }

  /// What is not zero, where a third of all groups of four inputs are, of 48 inputs at least: with fewer,
  /// finding them costs what leaving them out saves.
  private static func nonzero(
    _ inputs: AlignedBuffer<Scalar>,
    count: Int,
    inputCount: Int
  ) -> NonzeroBits? {
    guard inputCount >= KernelSet<Scalar>.leastInputs else { return nil }
    let nonzero = NonzeroBits(rows: count, columns: inputCount)
    Pieces.concurrently(count) { rows in
      nonzero.find(
        in: inputs.pointer,
        rows: rows,
        columns: inputCount,
        stride: inputCount,
        kernels: KernelSet()
      )
    }
    return 3 * nonzero.groupCount <= 2 * count * ((inputCount + 3) / 4) ? nonzero : nil
  }

  /// The distance between two rows of ``targets``: n_L in whole groups of 16.
  public var targetStride: Int { Self.targetStride(for: targetCount) }

  /// The distance between two rows of n_L targets.
  public static func targetStride(for targetCount: Int) -> Int { (targetCount + 15) / 16 * 16 }
}
