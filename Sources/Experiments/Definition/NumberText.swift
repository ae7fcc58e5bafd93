/// Numbers as text, the same in every output.
public enum NumberText {
  /// The fewest digits that read back to the same bits; whole numbers without `.0`; `nan`, `inf`
  /// and `-inf` for the rest.
  public static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
