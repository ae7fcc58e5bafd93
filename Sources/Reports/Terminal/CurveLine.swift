/// A recorded curve for the eye, with the numbers to read off it.
public enum CurveLine {
  /// `validation_cost  █▅▃▂▁  0.693 → 0.0312, lowest 0.0298 at 27`.
  ///
  /// Values belong to the given epochs; the extreme named is the lowest, or the highest where
  /// that is the better.
  public static func render(
    _ name: String,
    values: [Double],
    epochs: [Int],
    best: Best = .lowest,
    scale: Sparkline.Scale = .linear,
    style: TerminalStyle,
    nameWidth: Int = 0
  ) -> String {
    let padding = String(repeating: " ", count: max(0, nameWidth - DisplayWidth.of(name)))
    let head = name + padding + "  "
    let numbers = "  " + summary(values, epochs: epochs, best: best, style: style)
    let taken = DisplayWidth.of(head) + DisplayWidth.of(numbers)
    let width = min(60, max(8, (style.width ?? 80) - taken))
    let line = Sparkline.render(values, width: width, scale: scale, isASCII: style.isASCII)
    let gap = String(repeating: " ", count: max(0, width - line.count))
    return head + line + gap + numbers
  }

  private static func summary(
    _ values: [Double],
    epochs: [Int],
    best: Best,
    style: TerminalStyle
  ) -> String {
    guard let first = values.first, let last = values.last else { return style.dash }
    let arrow = style.isASCII ? "->" : "→"
    let ends = "\(DecimalDigits.significant(first)) \(arrow) \(DecimalDigits.significant(last))"
    guard let index = best.index(in: values), index < epochs.count else { return ends }
    let extreme = DecimalDigits.significant(values[index])
    return "\(ends), \(best.word) \(extreme) at \(epochs[index])"
  }
}
