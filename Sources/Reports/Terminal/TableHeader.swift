/// The names above a table, wrapped at underscores where columns are narrower than their names.
enum TableHeader {
  /// The pieces a name may be broken into: `best_`, `validation_`, `cost`.
  static func words(of name: String, style: TerminalStyle) -> [String] {
    var words: [String] = [""]
    for character in VisibleText.of(name, asASCII: style.isASCII) {
      words[words.count - 1].append(character)
      if character == "_" { words.append("") }
    }
    return words.filter { !$0.isEmpty }
  }

  /// The name as lines of at most `width` columns; a longer word is cut.
  static func lines(of name: String, width: Int, style: TerminalStyle) -> [String] {
    var lines: [String] = []
    for word in words(of: name, style: style) {
      if let last = lines.last, DisplayWidth.of(last + word) <= width {
        lines[lines.count - 1] = last + word
      } else {
        lines.append(DisplayWidth.shorten(word, to: width, ellipsis: style.ellipsis))
      }
    }
    return lines.isEmpty ? [""] : lines
  }

  /// The lines of the whole header, names standing on the line below, and a rule.
  static func render(_ layout: TableLayout, style: TerminalStyle) -> [String] {
    let names = layout.columns.map {
      lines(of: $0.source.name, width: $0.width, style: style)
    }
    let height = names.map(\.count).max() ?? 0
    let rows = (0..<height).map { line in
      zip(layout.columns, names).map { column, lines in
        let index = line - (height - lines.count)
        return style.bold(pad(index < 0 ? "" : lines[index], for: column))
      }
    }
    let rule = layout.columns.map { String(repeating: style.rule, count: $0.width) }
    return (rows + [rule.map(style.dim)]).map(TextTable.join)
  }

  private static func pad(_ text: String, for column: TableLayout.Column) -> String {
    let space = String(repeating: " ", count: max(0, column.width - DisplayWidth.of(text)))
    return column.source.alignment == .leading ? text + space : space + text
  }
}
