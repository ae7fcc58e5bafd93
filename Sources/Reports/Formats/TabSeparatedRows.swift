/// Rows as tab-separated values.
///
/// Text never breaks a line or a column: a tab is written `\t`, a line feed `\n`, a carriage
/// return `\r`, a backslash `\\`.
struct TabSeparatedRows: RowFormatter {
  let columns: [Column]
  let options: RowOptions

  func begin(into bytes: inout [UInt8]) {
    guard options.hasHeader else { return }
    append(columns.map { .text($0.name) }, into: &bytes)
  }

  func append(_ row: [Field], into bytes: inout [UInt8]) {
    for index in columns.indices {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      if index < row.count { append(row[index], into: &bytes) }
    }
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
    case .list(let value): bytes.append(list: value)
    case .estimate(let value): bytes.append(text: value.exact)
    }
  }

  private func append(text: String, into bytes: inout [UInt8]) {
    for byte in (options.keepsFormulas ? text : FormulaGuard.defused(text)).utf8 {
      switch byte {
      case UInt8(ascii: "\t"): bytes.append(text: "\\t")
      case UInt8(ascii: "\n"): bytes.append(text: "\\n")
      case UInt8(ascii: "\r"): bytes.append(text: "\\r")
      case UInt8(ascii: "\\"): bytes.append(text: "\\\\")
      default: bytes.append(byte)
      }
    }
  }
}
