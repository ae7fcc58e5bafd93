/// Numbers as filters write them: `-12`, `3.5`, `.5`, `1e-3`, `inf`, `-inf`.
enum FilterNumber {
  /// The number; what is too large for a whole number is the nearest real one, nil for other text.
  static func value(of text: String) -> StoredValue? {
    switch text.lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .real(.infinity)
    case "-inf", "-infinity": return .real(-.infinity)
    default: break
    }
    guard isDecimal(text) else { return nil }
    if let whole = Int(text) { return .integer(whole) }
    guard let value = Double(text) else { return nil }
    if let whole = Int(exactly: value) { return .integer(whole) }
    return .real(value.isFinite ? value : .infinity)
  }

  /// Whether text writes out the digits of a number.
  static func isFinite(_ text: String) -> Bool { isDecimal(text) }

  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    skipSign(&rest)
    let whole = skipDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = skipDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") else { return false }
    rest.removeFirst()
    skipSign(&rest)
    return skipDigits(&rest) > 0 && rest.isEmpty
  }

  private static func skipSign(_ text: inout Substring.UTF8View) {
    if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") { text.removeFirst() }
  }

  private static func skipDigits(_ text: inout Substring.UTF8View) -> Int {
    let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    text = text.dropFirst(digits.count)
    return digits.count
  }

  /// A list of whole numbers in brackets, with any spacing; nil for other text.
  static func list(_ text: String) -> [Int]? {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count >= 2 else { return nil }
    let blanks: Set<Character> = [" ", "\t"]
    let inner = text.dropFirst().dropLast().filter { !blanks.contains($0) }
    if inner.isEmpty { return [] }
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    return numbers.count == parts.count ? numbers : nil
  }
}
