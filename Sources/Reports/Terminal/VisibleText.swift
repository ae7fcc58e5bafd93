/// Text that came from outside, made safe to look at.
public enum VisibleText {
  /// The text with every character shown that would act instead of being seen: `\n`, `\t`, `\r`,
  /// and `\u{1B}` for other control, direction, zero-width and private characters.
  ///
  /// With `asASCII`, everything beyond ASCII is written so too.
  public static func of(_ text: String, asASCII: Bool = false) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var visible = ""
    var followsEmoji = false
    for scalar in text.unicodeScalars {
      let joins = scalar == "\u{200D}" && followsEmoji
      if joins || !mustEscape(scalar, asASCII: asASCII) {
        visible.unicodeScalars.append(scalar)
      } else {
        visible += escape(scalar)
      }
      followsEmoji = isEmojiPart(scalar) && !asASCII
    }
    return visible
  }

  private static func isEmojiPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{FE0F}" || scalar.value > 0x7F && scalar.properties.isEmoji
  }

  private static func mustEscape(_ scalar: Unicode.Scalar, asASCII: Bool) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    if asASCII { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      true
    default: scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{FE0F}"
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
