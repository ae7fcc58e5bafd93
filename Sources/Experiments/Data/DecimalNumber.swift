/// Numbers as tables write them: `-12`, `3.5`, `.5`, `1e-3`; also `inf` and `nan` in any case.
///
/// Each is read as the nearest Double, whatever the locale.
enum DecimalNumber {
  /// The number that the bytes write, or nil when they write none.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    scan(bytes) ?? notFinite(bytes)
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var position = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { position = 1 }
    var mantissa: UInt64 = 0
    var significant = 0
    var fraction = 0
    var digits = 0
    var point = false
    while position < bytes.count {
      let byte = bytes[position]
      if let digit = digit(byte) {
        digits += 1
        if point { fraction += 1 }
        if significant > 0 || digit > 0 { significant += 1 }
        if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
      } else if byte == UInt8(ascii: "."), !point {
        point = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0, let exponent = exponent(bytes, from: position) else { return nil }
    guard significant <= 19,
      let exact = exact(mantissa, exponent: exponent - fraction)
    else { return slow(bytes) }
    return isNegative ? -exact : exact
  }

  /// The power of ten at the end; 0 when there is none, nil when something else is there.
  private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count else { return 0 }
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = start + 1
    guard position < bytes.count else { return nil }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    guard position < bytes.count else { return nil }
    var value = 0
    for index in position..<bytes.count {
      guard let digit = digit(bytes[index]) else { return nil }
      value = min(value * 10 + digit, 100_000)
    }
    return isNegative ? -value : value
  }

  /// Both factors are exact in binary64, so their product or quotient is rounded once (Clinger).
  private static func exact(_ mantissa: UInt64, exponent: Int) -> Double? {
    guard mantissa <= 1 << 53, abs(exponent) <= 22 else { return nil }
    let power = powersOfTen[abs(exponent)]
    return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
  }

  /// The standard library's correctly rounded conversion.
  private static func slow(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    Double(String(decoding: bytes, as: UTF8.self))
  }

  private static func notFinite(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard (3...9).contains(bytes.count) else { return nil }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let value = Int(byte) - 48
    return value >= 0 && value <= 9 ? value : nil
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
