/// A table for people: aligned at the decimal point, fitted to the screen, numbers rounded.
///
/// The first thousand rows decide the layout; later ones follow it, so that a table of any length
/// needs little memory.
struct TextTable: RowFormatter {
  /// How many rows decide the layout.
  static let sampleSize = 1000

  private let columns: [Column]
  private let style: TerminalStyle
  private var sample: [[TableCell]] = []
  private var layout: TableLayout?

  init(columns: [Column], style: TerminalStyle) {
    self.columns = columns
    self.style = style
  }

  func begin(into bytes: inout [UInt8]) {}

  mutating func append(_ row: [Field], into bytes: inout [UInt8]) {
    let cells = columns.indices.map { index in
      TableCell(index < row.count ? row[index] : .empty, style: style)
    }
    if let layout {
      append(cells, layout, into: &bytes)
    } else {
      sample.append(cells)
      if sample.count == Self.sampleSize { layOut(into: &bytes) }
    }
  }

  mutating func end(into bytes: inout [UInt8]) {
    if layout == nil { layOut(into: &bytes) }
    guard let omitted = layout?.omitted, !omitted.isEmpty else { return }
    let names = omitted.map { VisibleText.of($0, asASCII: style.isASCII) }.joined(separator: ", ")
    bytes.append(text: style.dim("not shown, the screen is too narrow: \(names)") + "\n")
  }

  private mutating func layOut(into bytes: inout [UInt8]) {
    let layout = TableLayout(columns, cells: sample, style: style)
    for line in TableHeader.render(layout, style: style) { bytes.append(text: line + "\n") }
    for cells in sample { append(cells, layout, into: &bytes) }
    sample = []
    self.layout = layout
  }

  private func append(_ cells: [TableCell], _ layout: TableLayout, into bytes: inout [UInt8]) {
    let texts = layout.columns.map { cells[$0.index].rendered(in: $0, style: style) }
    bytes.append(text: Self.join(texts) + "\n")
  }

  /// One line of cells, without blanks at its end.
  static func join(_ cells: [String]) -> String {
    let line = cells.joined(separator: String(repeating: " ", count: TableLayout.gap))
    return line.withoutTrailingSpaces
  }
}

extension String {
  /// The text without blanks at its end.
  var withoutTrailingSpaces: String {
    let blanks = utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return blanks == 0 ? self : String(utf8.dropLast(blanks)) ?? self
  }
}
