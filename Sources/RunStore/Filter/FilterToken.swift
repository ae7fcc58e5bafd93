/// A word or sign of a filter, and where it stands.
struct FilterToken: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A name, a number, a date, a keyword or a bare text; the parser knows which.
    case word
    /// A text in quotes, here without them.
    case quoted
    /// A list in brackets, here with them.
    case list
    /// An operator, a bracket, a comma or `@`.
    case sign
    /// What stands after the last.
    case end
  }

  var kind: Kind
  var text: String
  /// Unicode scalars before it.
  var offset: Int

  /// Whether it is a keyword, in upper or lower case.
  func isKeyword(_ keyword: String) -> Bool { kind == .word && text.lowercased() == keyword }

  /// Whether it is a sign.
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

  /// Whether it is one of the words that mean something by themselves.
  var isReserved: Bool { kind == .word && Self.reserved.contains(text.lowercased()) }

  private static let reserved: Set = [
    "and", "or", "not", "in", "between", "like", "contains", "is", "nan", "empty", "ago",
  ]
}
