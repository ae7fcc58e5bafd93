/// How many columns of a terminal a text takes.
public enum DisplayWidth {
  /// The columns of a text without control characters: 2 for East Asian wide characters and
  /// emoji and flags, 0 for marks that combine, 1 for all else (Unicode TR 11).
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one character with everything that combines with it.
  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    if scalars.count > 1, scalars.allSatisfy(isRegionalIndicator) { return 2 }
    // U+FE0F asks for the emoji's picture, which is wide.
    if scalars.contains("\u{FE0F}") && scalars.first?.properties.isEmoji == true { return 2 }
    return scalars.reduce(0) { max($0, of($1)) }
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: isWide(scalar) ? 2 : 1
    }
  }

  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return scalar.properties.isEmojiPresentation && !isRegionalIndicator(scalar)
      || wideRanges.contains { $0.contains(scalar.value) }
  }

  /// Everything that East Asian Width calls wide or full-width and that is no emoji, by blocks.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]

  /// The text cut to at most `width` columns, with an ellipsis where something is missing.
  public static func shorten(_ text: String, to width: Int, ellipsis: String = "…") -> String {
    guard of(text) > width else { return text }
    let mark = ellipsis.count <= width ? ellipsis : ""
    var left = width - mark.count
    let kept = text.prefix { character in
      left -= of(character)
      return left >= 0
    }
    return kept + mark
  }
}
