/// Names and values beside each other, as the top of `show` has them.
public enum KeyValueBlock {
  /// Renders pairs in as many columns as the screen holds, read downwards; at most three.
  public static func render(_ pairs: [(key: String, value: Field)], style: TerminalStyle) -> String
  {
    let cells = pairs.map { pair in
      (VisibleText.of(pair.key, asASCII: style.isASCII), TableCell(pair.value, style: style).text)
    }
    guard !cells.isEmpty else { return "" }
    let keyWidth = cells.map { DisplayWidth.of($0.0) }.max() ?? 0
    let valueWidth = cells.map { DisplayWidth.of($0.1) }.max() ?? 0
    let columnWidth = keyWidth + 2 + valueWidth + 3
    let columns = min(3, max(1, ((style.width ?? 80) + 3) / columnWidth))
    let height = (cells.count + columns - 1) / columns
    let room = style.width.map { max(TableLayout.leastText, $0 - keyWidth - 2) } ?? Int.max
    let lines = (0..<height).map { row in
      let texts = stride(from: row, to: cells.count, by: height).map { index in
        let value = DisplayWidth.shorten(cells[index].1, to: room, ellipsis: style.ellipsis)
        return style.dim(pad(cells[index].0, to: keyWidth)) + "  " + pad(value, to: valueWidth)
      }
      return texts.joined(separator: "   ").withoutTrailingSpaces
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }
}
