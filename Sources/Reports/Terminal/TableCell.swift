import Experiments

/// The text of one cell of a table for people, measured for alignment.
struct TableCell {
  /// What is shown, safe for a terminal.
  var text: String
  /// The columns it takes.
  var width: Int
  /// The columns in front of the decimal point; for all but numbers the whole width.
  var widthBeforePoint: Int
  /// How the cell is set apart where colours are allowed.
  var emphasis = Emphasis.none

  /// How a cell stands out.
  enum Emphasis {
    case none, faint, alarming, best
  }

  /// Renders a field as people read it: numbers to five digits, a dash for nothing.
  init(_ field: Field, style: TerminalStyle) {
    text = Self.text(of: field, style: style)
    width = DisplayWidth.of(text)
    widthBeforePoint = width
    switch field {
    case .empty: emphasis = .faint
    case .real(let value):
      emphasis = value.isFinite ? .none : .alarming
      alignAtPoint()
    case .estimate(let value):
      emphasis = value.isBest ? .best : .none
      alignAtPoint()
    case .integer, .boolean, .text, .list: break
    }
  }

  private mutating func alignAtPoint() {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return }
    widthBeforePoint = text.utf8.distance(from: text.startIndex, to: point)
  }

  private static func text(of field: Field, style: TerminalStyle) -> String {
    switch field {
    case .empty: return style.dash
    case .integer(let value): return String(value)
    case .real(let value): return DecimalDigits.significant(value)
    case .boolean(let value): return value ? "true" : "false"
    case .text(let value): return VisibleText.of(value, asASCII: style.isASCII)
    case .list(let values): return SettingValue.list(values).description
    case .estimate(let value):
      let (mean, deviation) = value.rounded
      let text = deviation.map { "\(mean) \(style.plusMinus) \($0)" } ?? mean
      return value.isBest && !style.usesColor ? text + "*" : text
    }
  }

  /// The cell in the given layout: cut where it is text, padded on both sides.
  func rendered(in column: TableLayout.Column, style: TerminalStyle) -> String {
    let shown =
      column.source.kind == .text
      ? DisplayWidth.shorten(text, to: column.width, ellipsis: style.ellipsis) : text
    let space = max(0, column.width - (shown == text ? width : DisplayWidth.of(shown)))
    let left: Int
    switch (column.source.alignment, column.source.kind) {
    case (.leading, _): left = 0
    case (.trailing, .number):
      left = min(space, max(0, column.width - column.widthBehindPoint - widthBeforePoint))
    case (.trailing, _): left = space
    }
    return String(repeating: " ", count: left) + emphasize(shown, style: style)
      + String(repeating: " ", count: space - left)
  }

  private func emphasize(_ text: String, style: TerminalStyle) -> String {
    switch emphasis {
    case .none: text
    case .faint: style.dim(text)
    case .alarming: style.red(text)
    case .best: style.bold(text)
    }
  }
}
