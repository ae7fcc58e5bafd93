import Kernels

/// The examples of one mini-batch: a part of the order in which an epoch visits them.
///
/// A view, so that making one costs nothing: it is valid as long as the examples and the order live.
struct MiniBatch<Scalar: KernelScalar>: Sendable {
  /// The inputs x, n_1 wide.
  let inputs: Rows<Scalar>
  /// The targets y, n_L wide.
  let targets: Rows<Scalar>
  /// The right classes; nil for regression.
  let labels: Rows<Int32>?
  /// m, the number of examples.
  let count: Int

  /// Creates a mini-batch from a range of an order; without an order, of the data's own.
  init(
    of examples: Examples<Scalar>,
    order: AlignedBuffer<Int32>? = nil,
    range: Range<Int>
  ) {
    count = range.count
    let index = order.map { UnsafePointer($0.pointer) }
    // The next mini-batch's rows are fetched while this one's are used.
    let hasNext = range.upperBound + range.count <= order?.count ?? 0
    let ahead = hasNext ? index.map { $0 + range.count } : nil
    let first = range.lowerBound
    inputs = Rows(
      examples.inputs.pointer,
      stride: examples.inputCount,
      index: index,
      ahead: ahead,
      nonzero: examples.nonzero
    ).from(first)
    targets = Rows(
      examples.targets.pointer,
      stride: examples.targetStride,
      index: index,
      ahead: ahead
    ).from(first)
    labels = examples.labels.map {
      Rows($0.pointer, stride: 1, index: index, ahead: ahead).from(first)
    }
  }

  /// All examples, in an order or in the data's own.
  init(of examples: Examples<Scalar>, order: AlignedBuffer<Int32>? = nil) {
    self.init(of: examples, order: order, range: 0..<examples.count)
  }

  private init(_ whole: MiniBatch, range: Range<Int>) {
    inputs = whole.inputs.from(range.lowerBound)
    targets = whole.targets.from(range.lowerBound)
    labels = whole.labels?.from(range.lowerBound)
    count = range.count
  }

  /// The parts of at most `size` examples, in order.
  func parts(of size: Int) -> [MiniBatch] {
    stride(from: 0, to: count, by: size).map { first in
      MiniBatch(self, range: first..<min(first + size, count))
    }
  }
}
