/// A value of a row of the record, as lists, exports and the `sql` verb hand it out.
public enum StoredValue: Sendable, Hashable {
  /// Not measured, or not read by the definition.
  case empty
  /// A whole number, or a truth value as 0 and 1.
  case integer(Int)
  /// A number; NaN and the infinities as they were recorded.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])
}
