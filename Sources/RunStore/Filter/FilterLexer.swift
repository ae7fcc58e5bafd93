/// Cuts a filter into tokens.
struct FilterLexer {
  private let expression: String
  private let scalars: [Unicode.Scalar]
  private var next = 0

  /// The most bytes that a filter may have.
  static let byteLimit = 65_536

  private init(_ expression: String) {
    self.expression = expression
    scalars = Array(expression.unicodeScalars)
  }

  /// The tokens of a text, an end after the last.
  ///
  /// - Throws: `tooLong`, `unexpectedCharacter` and `unclosed`.
  static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
    guard text.utf8.count <= byteLimit else {
      throw FilterError(.tooLong(limit: byteLimit), in: String(text.prefix(60)), at: 0)
    }
    var lexer = FilterLexer(text)
    var tokens: [FilterToken] = []
    while let token = try lexer.token() { tokens.append(token) }
    tokens.append(FilterToken(kind: .end, text: "", offset: lexer.scalars.count))
    return tokens
  }

  private mutating func token() throws(FilterError) -> FilterToken? {
    while let scalar = peek, scalar.properties.isWhitespace { next += 1 }
    guard let scalar = peek else { return nil }
    let start = next
    switch scalar {
    case "'", "\"": return FilterToken(kind: .quoted, text: try quoted(scalar), offset: start)
    case "[": return FilterToken(kind: .list, text: try list(), offset: start)
    case "=", "!", "<", ">": return FilterToken(kind: .sign, text: try comparison(), offset: start)
    case "(", ")", ",", "@":
      next += 1
      return FilterToken(kind: .sign, text: String(scalar), offset: start)
    default:
      while let scalar = peek, Self.isWord(scalar) { next += 1 }
      guard next > start else { throw error(.unexpectedCharacter(scalar), at: start) }
      return FilterToken(kind: .word, text: text(from: start), offset: start)
    }
  }

  private func error(_ problem: FilterError.Problem, at offset: Int) -> FilterError {
    FilterError(problem, in: expression, at: offset)
  }

  private var peek: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

  private func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<next])
    return String(text)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", ".", ":", "/", "+", "-", "%", "~": true
    default: scalar.value >= 0x80 && scalar.properties.isIDContinue
    }
  }

  /// The text up to the same quote; two of them in a row are one of the text.
  private mutating func quoted(_ quote: Unicode.Scalar) throws(FilterError) -> String {
    let start = next
    var text = String.UnicodeScalarView()
    next += 1
    while let scalar = peek {
      next += 1
      if scalar == quote {
        guard peek == quote else { return String(text) }
        next += 1
      }
      text.append(scalar)
    }
    throw error(.unclosed(String(quote)), at: start)
  }

  private mutating func list() throws(FilterError) -> String {
    let start = next
    while let scalar = peek {
      next += 1
      if scalar == "]" { return text(from: start) }
    }
    throw error(.unclosed("["), at: start)
  }

  private mutating func comparison() throws(FilterError) -> String {
    let start = next
    next += 1
    if let scalar = peek, scalar == "=" || scalar == ">" { next += 1 }
    let sign = text(from: start)
    guard FilterComparison(sign) != nil else {
      throw error(.unexpectedCharacter(scalars[start]), at: start)
    }
    return sign
  }
}
