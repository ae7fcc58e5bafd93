/// The floating-point type a run computes with.
public enum Precision: String, CaseIterable, Sendable {
  /// IEEE 754 binary32.
  case single
  /// IEEE 754 binary64.
  case double

  /// The size of one number in bytes.
  public var byteCount: Int { self == .single ? 4 : 8 }
}
