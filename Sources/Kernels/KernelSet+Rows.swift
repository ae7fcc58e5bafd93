public import CKernels

extension KernelSet {
  /// Multiplies rows of a, and of σ' where given, by rows of a mask: dropout.
  @inlinable
  public func multiply(
    _ a: UnsafeMutablePointer<Scalar>,
    slope: UnsafeMutablePointer<Scalar>?,
    stride: Int,
    by mask: UnsafePointer<Scalar>,
    maskStride: Int,
    rows: Int,
    columns: Int
  ) {
    table.pointee.mask(rows, columns, a, slope, stride, mask, maskStride)
  }

  /// Replaces every NaN by the positive quiet one, as what is stored or digested must be.
  @inlinable
  public func canonicalize(_ p: UnsafeMutablePointer<Scalar>, count: Int) {
    table.pointee.canonicalize(count, p)
  }

  /// Sets a bit for each element that is not zero: element k of a row at bit k mod 64 of word k / 64.
  ///
  /// `nonzero` has `words` words for each row, at least `columns` / 64 rounded up.
  func findNonzero(
    _ p: UnsafePointer<Scalar>,
    rows: Int,
    columns: Int,
    stride: Int,
    into nonzero: UnsafeMutablePointer<UInt64>,
    words: Int
  ) {
    table.pointee.findNonzero(rows, columns, p, stride, nonzero, words)
  }

  /// Converts bytes: (source − shift) / divisor in Double, rounded once.
  @inlinable
  public func convert(
    _ source: UnsafePointer<UInt8>,
    count: Int,
    shift: Double = 0,
    divisor: Double,
    into out: UnsafeMutablePointer<Scalar>
  ) {
    table.pointee.fromBytes(count, source, shift, divisor, out)
  }

  /// Converts a row of a table, each column c by (source_c − shift_c) / divisor_c in Double, rounded
  /// once.
  @inlinable
  public func convert(
    _ source: UnsafePointer<Double>,
    count: Int,
    shifts: UnsafePointer<Double>,
    divisors: UnsafePointer<Double>,
    into out: UnsafeMutablePointer<Scalar>
  ) {
    table.pointee.fromDoubles(count, source, shifts, divisors, out)
  }

  /// Evaluates an elementary function of `count` elements, a multiple of 16; for the tests.
  func evaluate(
    _ function: ElementaryFunction,
    _ x: UnsafePointer<Scalar>,
    count: Int,
    into out: UnsafeMutablePointer<Scalar>
  ) {
    table.pointee.evaluate(function.rawValue, count, x, out)
  }
}

/// The functions that the activations and costs stand on; their order is the C kernels'.
enum ElementaryFunction: Int32 {
  case exp, log, expm1, log1p
}
