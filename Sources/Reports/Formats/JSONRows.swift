/// Rows as flat JSON objects; an empty cell is `null`, NaN and ±∞ are the strings `"NaN"`,
/// `"Infinity"` and `"-Infinity"`.
struct JSONRows: RowFormatter {
  /// How objects follow each other.
  enum Layout {
    /// One array, an object a line.
    case array
    /// One object a line and nothing else.
    case lines
  }

  private let layout: Layout
  /// `"name":` of each column, with what stands before it.
  private let keys: [[UInt8]]
  private var isFirst = true

  init(columns: [Column], layout: Layout) {
    self.layout = layout
    keys = Self.unique(columns.map(\.name)).enumerated().map { index, name in
      var bytes = [UInt8(ascii: index == 0 ? "{" : ",")]
      bytes.append(jsonString: name)
      return bytes + [UInt8(ascii: ":")]
    }
  }

  /// The names, later ones of the same name numbered, since an object has a key once.
  private static func unique(_ names: [String]) -> [String] {
    var taken = Set<String>()
    return names.map { name in
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name)_\(number)"
        number += 1
      }
      return candidate
    }
  }

  func begin(into bytes: inout [UInt8]) {
    if layout == .array { bytes.append(UInt8(ascii: "[")) }
  }

  mutating func append(_ row: [Field], into bytes: inout [UInt8]) {
    if layout == .array { bytes.append(text: isFirst ? "\n" : ",\n") }
    isFirst = false
    if keys.isEmpty { bytes.append(UInt8(ascii: "{")) }
    for index in keys.indices {
      bytes.append(contentsOf: keys[index])
      append(index < row.count ? row[index] : .empty, into: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    if layout == .lines { bytes.append(UInt8(ascii: "\n")) }
  }

  func end(into bytes: inout [UInt8]) {
    if layout == .array { bytes.append(text: isFirst ? "]\n" : "\n]\n") }
  }

  private func append(_ field: Field, into bytes: inout [UInt8]) {
    switch field {
    case .empty: bytes.append(text: "null")
    case .integer(let value): bytes.append(decimal: value)
    case .real(let value) where value.isFinite: bytes.append(shortest: value)
    case .real(let value):
      bytes.append(text: value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
    case .boolean(let value): bytes.append(text: value ? "true" : "false")
    case .text(let value): bytes.append(jsonString: value)
    case .list(let value):
      bytes.append(UInt8(ascii: "\""))
      bytes.append(list: value)
      bytes.append(UInt8(ascii: "\""))
    case .estimate(let value): bytes.append(jsonString: value.exact)
    }
  }
}

extension [UInt8] {
  /// Appends a text as a JSON string (RFC 8259): quotes, backslashes and control characters
  /// escaped, all else as it is.
  mutating func append(jsonString text: String) {
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append(text: "\\\"")
      case UInt8(ascii: "\\"): append(text: "\\\\")
      case UInt8(ascii: "\n"): append(text: "\\n")
      case UInt8(ascii: "\r"): append(text: "\\r")
      case UInt8(ascii: "\t"): append(text: "\\t")
      case 0..<32: append(text: (byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16))
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
