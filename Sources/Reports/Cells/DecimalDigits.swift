import Experiments

/// A finite number as decimal digits, for rounding what people read.
///
/// The digits are the fewest that read back to the same bits, so 2.675 rounds to 2.68 as on paper.
struct DecimalDigits {
  private(set) var isNegative: Bool
  /// d_1 d_2 …, most significant first, without zeros at either end; empty for 0.
  private(set) var digits: [UInt8] = []
  /// The value is 0.d_1d_2… × 10^exponent.
  private(set) var exponent = 0

  /// Reads the digits of a finite number.
  init(_ value: Double) {
    isNegative = value < 0
    var pointAt: Int?
    var power = 0
    var bytes = value.magnitude.description.utf8[...]
    if let mark = bytes.firstIndex(of: UInt8(ascii: "e")) {
      power = Int(String(decoding: bytes[bytes.index(after: mark)...], as: UTF8.self)) ?? 0
      bytes = bytes[..<mark]
    }
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        pointAt = digits.count
      } else {
        digits.append(byte &- UInt8(ascii: "0"))
      }
    }
    exponent = (pointAt ?? digits.count) + power
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent = digits.isEmpty ? 0 : exponent - zeros
  }

  /// Rounds to at most `count` digits, halves away from zero.
  mutating func keep(_ count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      return trim()
    }
    let roundsUp = digits[count] >= 5
    digits.removeSubrange(count...)
    guard roundsUp else { return trim() }
    while digits.last == 9 { digits.removeLast() }
    if let last = digits.popLast() {
      digits.append(last + 1)
    } else {
      digits = [1]
      exponent += 1
    }
  }

  /// The number with a fixed count of digits behind the point.
  func fixed(decimals: Int) -> String {
    var rounded = self
    rounded.keep(exponent + decimals)
    let text = rounded.plain
    guard decimals > 0 else { return text }
    let behind = text.contains(".") ? text.utf8.count - rounded.wholeWidth - 1 : 0
    return text + (behind == 0 ? "." : "") + String(repeating: "0", count: decimals - behind)
  }

  private var wholeWidth: Int { max(exponent, 1) + (isNegative && !digits.isEmpty ? 1 : 0) }

  /// The number without an exponent: `-0.00123`, `60000`.
  var plain: String {
    guard !digits.isEmpty else { return "0" }
    let (zero, point) = (UInt8(ascii: "0"), UInt8(ascii: "."))
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    if exponent <= 0 {
      text += [zero, point]
      text += repeatElement(zero, count: -exponent)
    }
    for (index, digit) in digits.enumerated() {
      if index > 0, index == exponent { text.append(point) }
      text.append(zero + digit)
    }
    text += repeatElement(zero, count: max(0, exponent - digits.count))
    return String(decoding: text, as: UTF8.self)
  }

  /// The number with one digit before the point and an exponent: `1.2e-05`.
  var scientific: String {
    let (mantissa, power) = mantissaAndPower
    let padded = power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
    return "\(mantissa)e\(power < 0 ? "-" : "+")\(padded)"
  }

  /// m and p of m × 10^p with one digit before m's point.
  var mantissaAndPower: (String, Int) {
    guard let first = digits.first else { return ("0", 0) }
    let rest = String(decoding: digits.dropFirst().map { UInt8(ascii: "0") + $0 }, as: UTF8.self)
    return ("\(isNegative ? "-" : "")\(first)\(rest.isEmpty ? "" : "." + rest)", exponent - 1)
  }

  /// Whether the number is so large or small that it reads better with an exponent.
  var wantsExponent: Bool { !digits.isEmpty && !(-3...7).contains(exponent) }

  /// A number for people: rounded to some significant digits, though never in its whole part
  /// below ten million; `nan`, `inf` and `-inf` for the rest.
  static func significant(_ value: Double, digits count: Int = 5) -> String {
    guard value.isFinite else { return NumberText.shortest(value) }
    let rounded = rounded(value, digits: count)
    return rounded.wantsExponent ? rounded.scientific : rounded.plain
  }

  /// The digits that ``significant(_:digits:)`` shows.
  static func rounded(_ value: Double, digits count: Int = 5) -> DecimalDigits {
    var decimal = DecimalDigits(value)
    decimal.keep(decimal.wantsExponent ? count : max(count, decimal.exponent))
    return decimal
  }
}
