import Experiments

/// Rows as a table of GitHub's Markdown, text escaped so that it shows as it is.
struct MarkdownTable: RowFormatter {
  let columns: [Column]
  let significantDigits: Int?

  func begin(into bytes: inout [UInt8]) {
    append(columns.map { escape($0.name) }, into: &bytes)
    append(columns.map { $0.alignment == .leading ? ":---" : "---:" }, into: &bytes)
  }

  func append(_ row: [Field], into bytes: inout [UInt8]) {
    append(columns.indices.map { $0 < row.count ? text(row[$0]) : "" }, into: &bytes)
  }

  func end(into bytes: inout [UInt8]) {}

  private func append(_ cells: [String], into bytes: inout [UInt8]) {
    for cell in cells { bytes.append(text: cell.isEmpty ? "| " : "| \(cell) ") }
    bytes.append(text: "|\n")
  }

  private func text(_ field: Field) -> String {
    switch field {
    case .empty: return ""
    case .integer(let value): return String(value)
    case .real(let value):
      return significantDigits.map { DecimalDigits.significant(value, digits: $0) }
        ?? NumberText.shortest(value)
    case .boolean(let value): return value ? "true" : "false"
    case .text(let value): return escape(value)
    case .list: return SettingValue(field).map(\.description) ?? ""
    case .estimate(let value):
      let (mean, deviation) = value.rounded
      let text = deviation.map { "\(mean) ± \($0)" } ?? mean
      return value.isBest ? "**\(text)**" : text
    }
  }

  /// The text with every mark escaped that would be read as Markdown; an underscore within a word
  /// is none.
  private func escape(_ text: String) -> String {
    let characters = Array(VisibleText.of(text))
    var escaped = ""
    for (index, character) in characters.enumerated() {
      switch character {
      case "|", "`", "*", "<", "[", "&", "~", "\\": escaped += "\\"
      case "_" where !isWithinWord(index, of: characters): escaped += "\\"
      default: break
      }
      escaped.append(character)
    }
    return escaped
  }

  private func isWithinWord(_ index: Int, of characters: [Character]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      characters.indices.contains(index)
        && (characters[index].isLetter || characters[index].isNumber)
    }
    return isWord(index - 1) && isWord(index + 1)
  }
}

extension SettingValue {
  /// The value of a list cell.
  fileprivate init?(_ field: Field) {
    guard case .list(let values) = field else { return nil }
    self = .list(values)
  }
}
