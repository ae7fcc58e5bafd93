import Experiments

extension [UInt8] {
  /// Appends a whole number's decimal digits.
  mutating func append(decimal value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    self[start...].reverse()
  }

  /// Appends a finite number as ``NumberText/shortest(_:)`` writes it; whole numbers, which are
  /// many, without making a string.
  mutating func append(shortest value: Double) {
    if value.magnitude < 0x1p53, let whole = Int(exactly: value), whole != 0 || value.sign == .plus
    {
      append(decimal: whole)
    } else {
      append(text: NumberText.shortest(value))
    }
  }

  /// Appends the UTF-8 bytes of a text.
  mutating func append(text: String) { append(contentsOf: text.utf8) }

  /// Appends a list as it reads everywhere: `[64, 32]`.
  mutating func append(list: [Int]) {
    append(UInt8(ascii: "["))
    for (index, value) in list.enumerated() {
      if index > 0 { append(text: ", ") }
      append(decimal: value)
    }
    append(UInt8(ascii: "]"))
  }
}
