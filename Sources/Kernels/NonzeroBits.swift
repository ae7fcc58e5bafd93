/// Which elements of a matrix are not zero, a bit each: what products may leave out.
///
/// Element k of a row is bit k mod 64 of the row's word k / 64.
public struct NonzeroBits: Sendable {
  /// Words from row to row.
  public let words: Int

  /// The bits, row by row.
  public let bits: AlignedBuffer<UInt64>

  /// Bits for a matrix, all of them 0.
  public init(rows: Int, columns: Int) {
    words = (columns + 63) / 64
    bits = AlignedBuffer(count: rows * words)
  }

  /// Looks through some rows; `elements` is the first element of row 0.
  public func find<Scalar>(
    in elements: UnsafePointer<Scalar>,
    rows: Range<Int>,
    columns: Int,
    stride: Int,
    kernels: KernelSet<Scalar>
  ) {
    kernels.findNonzero(
      elements + rows.lowerBound * stride,
      rows: rows.count,
      columns: columns,
      stride: stride,
      into: bits.pointer + rows.lowerBound * words,
      words: words
    )
  }

  /// How many groups of four elements, 4i…4i+3 of a row, are not zero as a whole.
  public var groupCount: Int {
    UnsafeBufferPointer(start: bits.pointer, count: bits.count).reduce(0) { sum, word in
      let pairs = word | word &>> 1
      return sum &+ ((pairs | pairs &>> 2) & 0x1111_1111_1111_1111).nonzeroBitCount
    }
  }
}
