/// Counts for people.
public enum CountText {
  /// The digits in groups of three from 10,000 up, `1 234 567`, with narrow no-break spaces;
  /// with commas where only ASCII may be used.
  public static func grouped(_ count: Int, isASCII: Bool = false) -> String {
    let digits = Array(String(count.magnitude))
    guard digits.count > 4 else { return String(count) }
    var text = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += isASCII ? "," : "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// A rate or a count that need not be whole: three digits that count, whole from 100 up.
  public static func plain(_ value: Double) -> String {
    DecimalDigits.significant(value, digits: 3)
  }

  /// `1 run`, `12 runs`.
  public static func of(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}
