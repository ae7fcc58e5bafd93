internal import Experiments

extension FilterError: CustomStringConvertible {
  /// Three lines: what is wrong with the remedy, the expression, a caret under the place.
  public var description: String {
    let (line, column) = excerpt
    return "\(message)\n  \(line)\n  \(String(repeating: " ", count: column))^"
  }

  /// The first line of the description, which says all by itself.
  public var message: String {
    switch problem {
    case .unknownName(let name, let nearest):
      "unknown name \(Self.quoted(name)); did you mean '\(nearest)'?"
    case .unknownFunction(let name, let nearest):
      "unknown function \(Self.quoted(name)); did you mean '\(nearest)'?"
    case .noHistory(let name, let nearest):
      "\(Self.quoted(name)) has no values over the epochs; did you mean '\(nearest)'?"
    case .expected(let what, let found):
      "expected \(what), found \(found.map(Self.quoted) ?? "the end")"
    case .wrongOperator(let sign, let name, let type):
      "'\(name)' is \(type), which '\(sign)' does not apply to"
    case .textWithNumber(let name, let number):
      "'\(name)' is text and cannot be compared with the number \(Self.plain(number)); "
        + "for the text write '\(Self.plain(number))' in quotes"
    case .numberWithText(let name, let text):
      "'\(name)' is a number and cannot be compared with the text \(Self.quoted(text)); "
        + "write numbers without quotes"
    default: otherMessage
    }
  }

  private var otherMessage: String {
    switch problem {
    case .badValue(let reason): reason
    case .comparedWithNaN: "no comparison matches nan; write 'is nan' or 'is not nan'"
    case .tooLarge(let text):
      "the number \(Self.quoted(text)) is too large; write inf for infinity"
    case .unexpectedCharacter(let scalar):
      "unexpected character \(Self.quoted(String(scalar))); put text in quotes"
    case .unclosed(let sign): "the \(sign == "[" ? "list" : "text") that begins here has no end"
    case .tooLong(let limit): "the expression is longer than \(limit) bytes"
    case .tooDeep(let limit): "the expression is nested more than \(limit) deep"
    case .tooMany(let things, let limit): "the expression has more than \(limit) \(things)"
    default: ""
    }
  }

  private static func quoted(_ text: String) -> String { "'\(plain(text))'" }

  /// One line of at most 60 characters.
  private static func plain(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60).map(shown).joined()
    return text.unicodeScalars.count > 60 ? shown + "…" : shown
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    if scalar.properties.isWhitespace { return " " }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return "\u{FFFD}"
    default: return String(scalar)
    }
  }

  /// The part of the expression around the place, and the place in columns of a terminal.
  private var excerpt: (line: String, column: Int) {
    let scalars = Array(expression.unicodeScalars)
    let end = min(offset, scalars.count)
    let from = end > Self.before ? end - Self.before : 0
    let upTo = min(scalars.count, max(end, from) + Self.after)
    let lead = (from > 0 ? "…" : "") + scalars[from..<end].map(Self.shown).joined()
    let rest = scalars[end..<upTo].map(Self.shown).joined() + (upTo < scalars.count ? "…" : "")
    return (lead + rest, Self.columns(of: lead))
  }

  private static let before = 50
  private static let after = 30

  private static func columns(of text: String) -> Int {
    text.reduce(0) { sum, character in
      sum + (character.unicodeScalars.contains(where: isWide) ? 2 : isMark(character) ? 0 : 1)
    }
  }

  private static func isMark(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy {
      $0.properties.generalCategory == .nonspacingMark
        || $0.properties.generalCategory == .enclosingMark
    }
  }

  /// Whether terminals draw it over two columns: East Asian scripts and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return scalar.properties.isEmojiPresentation
      || wide.contains { $0.contains(scalar.value) }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
