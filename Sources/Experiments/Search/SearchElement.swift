/// A piece of a command-line value between commas.
struct SearchElement: Equatable {
  /// The text, without quotes and escapes where it had some.
  var text: String
  /// Whether it was quoted or escaped, so that it is a value and nothing else.
  var isLiteral = false

  /// Splits at separators outside brackets and quotes; nil for what is not closed.
  ///
  /// A quote opens only at the start of a piece, so an apostrophe inside a word is a letter. A
  /// backslash before one of `\()[]{}:=, '"` makes it a letter (Hydra).
  static func split(_ text: String, at separator: Character = ",") -> [SearchElement]? {
    var scanner = Scanner(separator: separator)
    for character in text { scanner.take(character) }
    return scanner.finish()
  }

  private struct Scanner {
    let separator: Character
    var elements: [SearchElement] = []
    var text = ""
    var isLiteral = false
    var depth = 0
    var quote: Character?
    var isEscaped = false
    /// Whether the next character that is not blank begins a value.
    var atStart = true

    mutating func take(_ character: Character) {
      if isEscaped { return takeEscaped(character) }
      if character == "\\" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil }
        if character != open || depth > 0 { text.append(character) }
      } else if atStart, character == "'" || character == "\"" {
        quote = character
        atStart = false
        if depth > 0 { text.append(character) } else { isLiteral = true }
      } else if depth == 0, character == separator {
        endElement()
      } else {
        takePlain(character)
      }
    }

    private mutating func takeEscaped(_ character: Character) {
      isEscaped = false
      let isSpecial = "\\()[]{}:=, '\"".contains(character)
      if !isSpecial || depth > 0 { text.append("\\") }
      text.append(character)
      if isSpecial, depth == 0 { isLiteral = true }
      atStart = false
    }

    private mutating func takePlain(_ character: Character) {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      text.append(character)
      atStart = "([{,:".contains(character) || (atStart && character == " ")
    }

    private mutating func endElement() {
      elements.append(SearchElement(text: isLiteral ? text : text.trimmed, isLiteral: isLiteral))
      (text, isLiteral, atStart) = ("", false, true)
    }

    mutating func finish() -> [SearchElement]? {
      guard quote == nil, depth == 0, !isEscaped else { return nil }
      endElement()
      return elements
    }
  }
}
