/// Numbers rounded for people; every digit stands in the exports.
public enum RoundedText {
  /// A number with some significant digits, though never rounded in its whole part below ten
  /// million; `nan`, `inf` and `-inf` for the rest.
  public static func of(_ value: Double, digits: Int = 5) -> String {
    DecimalDigits.significant(value, digits: digits)
  }
}
