public import CKernels

/// Rows of a row-major matrix, one example each, in order or gathered by an index.
///
/// Row x starts at `base + (index?[x] ?? x) * stride`. Mini-batches point into the shuffled order of
/// the examples, so that none is copied.
@frozen
public struct Rows<Scalar: KernelScalar> {
  /// The first element of row 0.
  public var base: UnsafePointer<Scalar>

  /// Elements from one row to the next.
  public var stride: Int

  /// Which rows; nil for 0, 1, 2, ….
  public var index: UnsafePointer<Int32>?

  /// As many rows that will be read next: the gradient's kernels fetch them into the cache.
  public var ahead: UnsafePointer<Int32>?

  /// Rows at an address.
  @inlinable
  public init(
    _ base: UnsafePointer<Scalar>,
    stride: Int,
    index: UnsafePointer<Int32>? = nil,
    ahead: UnsafePointer<Int32>? = nil
  ) {
    self.base = base
    self.stride = stride
    self.index = index
    self.ahead = ahead
  }

  @usableFromInline var raw: CKRows {
    @inlinable get { CKRows(base: base, stride: stride, index: index, ahead: ahead) }
  }
}
