/// Numbers as definitions write them: `-12`, `3.5`, `.5`, `1e-3`; nothing else is one.
enum DecimalText {
  /// The nearest finite number, −0 as +0; nil for other text and for what is too large.
  static func real(_ text: String) -> Double? {
    guard isDecimal(text), let value = Double(text), value.isFinite else { return nil }
    return value == 0 ? 0 : value
  }

  /// The whole number that text writes, also as `3.0` and `3e0`; nil where it is none, or is too
  /// large to be written exactly.
  static func integer(_ text: String) -> Int? {
    if let value = Int(text) { return value }
    guard let value = real(text), value.magnitude <= 0x1p53 else { return nil }
    return Int(exactly: value)
  }

  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    return mark | 0x20 == UInt8(ascii: "e") && isExponent(rest.dropFirst())
  }

  private static func isExponent(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    return takeDigits(&rest) > 0 && rest.isEmpty
  }

  private static func takeDigits(_ text: inout Substring.UTF8View) -> Int {
    let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    text = text.dropFirst(digits.count)
    return digits.count
  }
}
