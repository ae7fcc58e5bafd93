public import Kernels

/// The examples of one mini-batch: a part of the order in which an epoch visits them.
public struct MiniBatch<Scalar: KernelScalar>: Sendable {
  /// All examples.
  let examples: Examples<Scalar>
  /// The order of the epoch; nil for the data's own.
  let order: AlignedBuffer<Int32>?
  /// The part of the order that is this mini-batch.
  let range: Range<Int>

  /// Creates a mini-batch.
  public init(
    of examples: Examples<Scalar>,
    order: AlignedBuffer<Int32>? = nil,
    range: Range<Int>
  ) {
    self.examples = examples
    self.order = order
    self.range = range
  }

  /// m, the number of examples.
  public var count: Int { range.count }

  /// The inputs x, from a position in the mini-batch on.
  func inputs(from row: Int) -> Rows<Scalar> {
    rows(of: examples.inputs, stride: examples.inputCount, from: row)
  }

  /// The targets y, from a position in the mini-batch on.
  func targets(from row: Int) -> Rows<Scalar> {
    rows(of: examples.targets, stride: examples.targetStride, from: row)
  }

  /// The parts of at most `size` examples, in order.
  func parts(of size: Int) -> [MiniBatch] {
    stride(from: range.lowerBound, to: range.upperBound, by: size).map { first in
      let last = min(first + size, range.upperBound)
      return MiniBatch(of: examples, order: order, range: first..<last)
    }
  }

  private func rows(
    of buffer: AlignedBuffer<Scalar>,
    stride: Int,
    from row: Int
  ) -> Rows<Scalar> {
    let first = range.lowerBound + row
    guard let order else { return Rows(buffer.pointer + first * stride, stride: stride) }
    // The next mini-batch's rows are fetched while this one's are used.
    let hasNext = range.upperBound + range.count <= order.count
    return Rows(
      buffer.pointer,
      stride: stride,
      index: order.pointer + first,
      ahead: hasNext ? order.pointer + range.upperBound + row : nil
    )
  }
}
