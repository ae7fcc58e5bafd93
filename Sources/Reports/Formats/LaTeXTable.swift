import Experiments

/// Rows as a `tabular` with booktabs' rules; numbers and `$mean \pm sd$` in mathematics.
struct LaTeXTable: RowFormatter {
  let columns: [Column]
  let significantDigits: Int?

  func begin(into bytes: inout [UInt8]) {
    let alignment = columns.map { $0.alignment == .leading ? "l" : "r" }.joined()
    bytes.append(text: "\\begin{tabular}{\(alignment)}\n\\toprule\n")
    append(columns.map { escape($0.name) }, into: &bytes)
    bytes.append(text: "\\midrule\n")
  }

  func append(_ row: [Field], into bytes: inout [UInt8]) {
    append(columns.indices.map { $0 < row.count ? text(row[$0]) : "" }, into: &bytes)
  }

  func end(into bytes: inout [UInt8]) {
    bytes.append(text: "\\bottomrule\n\\end{tabular}\n")
  }

  private func append(_ cells: [String], into bytes: inout [UInt8]) {
    bytes.append(text: cells.joined(separator: " & "))
    bytes.append(text: " \\\\\n")
  }

  private func text(_ field: Field) -> String {
    switch field {
    case .empty: ""
    case .integer(let value): value < 0 ? "$\(value)$" : String(value)
    case .real(let value): "$\(number(value))$"
    case .boolean(let value): value ? "true" : "false"
    case .text(let value): escape(value)
    case .list(let values): escape(SettingValue.list(values).description)
    case .estimate(let value): estimate(value)
    }
  }

  private func number(_ value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN ? "\\mathrm{nan}" : value < 0 ? "-\\infty" : "\\infty"
    }
    let digits =
      significantDigits.map { DecimalDigits.rounded(value, digits: $0) } ?? DecimalDigits(value)
    guard digits.wantsExponent else { return digits.plain }
    let (mantissa, power) = digits.mantissaAndPower
    return "\(mantissa) \\times 10^{\(power)}"
  }

  private func estimate(_ value: Estimate) -> String {
    let (mean, deviation) = value.rounded
    let text = deviation.map { "\(mean) \\pm \($0)" } ?? mean
    return value.isBest ? "$\\mathbf{\(text)}$" : "$\(text)$"
  }

  private func escape(_ text: String) -> String {
    var escaped = ""
    for character in VisibleText.of(text) {
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(character)"
      case "\\": escaped += "\\textbackslash{}"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "<": escaped += "\\textless{}"
      case ">": escaped += "\\textgreater{}"
      case "|": escaped += "\\textbar{}"
      // Behind the \\ of the row before, a bare bracket would be its argument.
      case "[" where escaped.isEmpty: escaped += "{[}"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
