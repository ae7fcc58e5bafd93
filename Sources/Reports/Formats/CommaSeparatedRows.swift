import Experiments

/// Rows as comma-separated values: RFC 4180 with LF, `nan`, `inf`, `-inf`, nothing for an empty
/// cell and `""` for an empty text.
struct CommaSeparatedRows: RowFormatter {
  let columns: [Column]
  let options: RowOptions

  func begin(into bytes: inout [UInt8]) {
    guard options.hasHeader else { return }
    append(columns.map { .text($0.name) }, into: &bytes)
  }

  func append(_ row: [Field], into bytes: inout [UInt8]) {
    for index in columns.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if index < row.count { append(row[index], into: &bytes) }
    }
    // A line with nothing on it is no row to most readers.
    if columns.count == 1, row.first ?? .empty == .empty { bytes.append(text: "\"\"") }
    bytes.append(UInt8(ascii: "\n"))
  }

  func end(into bytes: inout [UInt8]) {}

  private func append(_ field: Field, into bytes: inout [UInt8]) {
    switch field {
    case .empty: break
    case .integer(let value): bytes.append(decimal: value)
    case .real(let value): bytes.append(shortest: value)
    case .boolean(let value): bytes.append(text: value ? "true" : "false")
    case .text(let value): append(text: value, into: &bytes)
    case .list(let value) where value.count < 2: bytes.append(list: value)
    case .list(let value):
      bytes.append(UInt8(ascii: "\""))
      bytes.append(list: value)
      bytes.append(UInt8(ascii: "\""))
    case .estimate(let value): append(text: value.exact, into: &bytes)
    }
  }

  private func append(text: String, into bytes: inout [UInt8]) {
    let guarded = options.keepsFormulas ? text : FormulaGuard.defused(text)
    let needsQuotes = guarded.isEmpty || guarded.utf8.contains(where: Self.isSpecial)
    guard needsQuotes else { return bytes.append(text: guarded) }
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    for byte in guarded.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}

/// Keeps a spreadsheet from running a text as a formula.
enum FormulaGuard {
  /// The text, behind an apostrophe where it begins like a formula.
  static func defused(_ text: String) -> String {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      "'" + text
    default: text
    }
  }
}

extension Estimate {
  /// Both numbers with every digit, for formats that programs read.
  var exact: String {
    let mean = NumberText.shortest(mean)
    return deviation.map { "\(mean) ± \(NumberText.shortest($0))" } ?? mean
  }
}
