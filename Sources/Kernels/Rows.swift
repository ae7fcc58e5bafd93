public import CKernels

/// Rows of a row-major matrix, one example each, in order or gathered by an index.
///
/// Row x starts at `base + (index?[x] ?? x) * stride`. Mini-batches point into the shuffled order of
/// the examples, so that none is copied.
///
/// `@unchecked Sendable`: a view of memory that others own and that nobody writes while it is read,
/// which the compiler cannot see through a pointer. It is valid as long as its owners live.
@frozen
public struct Rows<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element of row 0.
  public var base: UnsafePointer<Element>

  /// Elements from one row to the next.
  public var stride: Int

  /// Which rows; nil for 0, 1, 2, ….
  public var index: UnsafePointer<Int32>?

  /// As many rows that will be read next: the kernels fetch them into the cache.
  public var ahead: UnsafePointer<Int32>?

  /// Which elements are not zero, gathered like the rows, `words` from row to row: where it is given,
  /// products leave zeros out.
  public var nonzero: UnsafePointer<UInt64>?

  /// Words of `nonzero` from one row to the next.
  public var words: Int

  /// Rows at an address.
  @inlinable
  public init(
    _ base: UnsafePointer<Element>,
    stride: Int,
    index: UnsafePointer<Int32>? = nil,
    ahead: UnsafePointer<Int32>? = nil,
    nonzero: NonzeroBits? = nil
  ) {
    self.base = base
    self.stride = stride
    self.index = index
    self.ahead = ahead
    self.nonzero = nonzero.map { UnsafePointer($0.bits.pointer) }
    words = nonzero?.words ?? 0
  }

  /// The same rows from a later one on.
  @inlinable
  public func from(_ row: Int) -> Rows {
    var rows = self
    if let index {
      (rows.index, rows.ahead) = (index + row, ahead.map { $0 + row })
    } else {
      (rows.base, rows.nonzero) = (base + row * stride, nonzero.map { $0 + row * words })
    }
    return rows
  }

  /// The first element of a row.
  @inlinable
  public subscript(row: Int) -> UnsafePointer<Element> {
    base + (index.map { Int($0[row]) } ?? row) * stride
  }

  @usableFromInline var raw: CKRows {
    @inlinable get {
      CKRows(
        base: base,
        stride: stride,
        index: index,
        ahead: ahead,
        nonzero: nonzero,
        words: words
      )
    }
  }
}
