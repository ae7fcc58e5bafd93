/// The dictionary at the head of a NumPy array:
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
struct NPYHeader: Equatable {
  let descr: String
  let isFortranOrder: Bool
  let shape: [Int]

  /// Reads a header; nil when it is none, or lacks a key.
  init?(_ text: String) {
    var scanner = Scanner(rest: text[...])
    guard scanner.take("{") else { return nil }
    var descr: String?
    var isFortranOrder: Bool?
    var shape: [Int]?
    while !scanner.take("}") {
      guard let key = scanner.string(), scanner.take(":") else { return nil }
      switch key {
      case "descr": descr = scanner.string()
      case "fortran_order": isFortranOrder = scanner.boolean()
      case "shape": shape = scanner.tuple()
      default: return nil
      }
      _ = scanner.take(",")
    }
    guard let descr, let isFortranOrder, let shape, shape.count <= 32 else { return nil }
    self.descr = descr
    self.isFortranOrder = isFortranOrder
    self.shape = shape
  }

  /// Just enough Python for such a dictionary.
  private struct Scanner {
    var rest: Substring

    mutating func take(_ word: String) -> Bool {
      rest = rest.drop { $0 == " " || $0 == "\n" }
      guard rest.hasPrefix(word) else { return false }
      rest = rest.dropFirst(word.count)
      return true
    }

    mutating func string() -> String? {
      let quote: Character = take("'") ? "'" : "\""
      guard quote == "'" || take("\""), let end = rest.firstIndex(of: quote) else { return nil }
      let text = String(rest[..<end])
      rest = rest[end...].dropFirst()
      return text
    }

    mutating func boolean() -> Bool? {
      if take("True") { return true }
      return take("False") ? false : nil
    }

    mutating func tuple() -> [Int]? {
      guard take("(") else { return nil }
      var numbers: [Int] = []
      while !take(")") {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), numbers.count < 32 else { return nil }
        numbers.append(number)
        rest = rest.dropFirst(digits.count)
        guard take(",") || rest.hasPrefix(")") else { return nil }
      }
      return numbers
    }
  }
}
