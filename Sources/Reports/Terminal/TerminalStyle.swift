/// What a screen can show; found out by the program, told to everything that renders.
public struct TerminalStyle: Sendable, Equatable {
  /// The number of columns to fit into; nil for as many as needed.
  public var width: Int?
  /// Whether escape sequences for colours and weight may be used.
  public var usesColor: Bool
  /// Whether only ASCII may be used, as where the locale is not UTF-8.
  public var isASCII: Bool

  /// Creates a style.
  public init(width: Int? = nil, usesColor: Bool = false, isASCII: Bool = false) {
    self.width = width
    self.usesColor = usesColor
    self.isASCII = isASCII
  }

  /// Any width, no colours, every character: what goes into files and pipes.
  public static let plain = TerminalStyle()

  var ellipsis: String { isASCII ? "..." : "…" }
  var dash: String { isASCII ? "-" : "–" }
  var rule: String { isASCII ? "-" : "─" }
  var plusMinus: String { isASCII ? "+/-" : "±" }

  func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func dim(_ text: String) -> String { usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  func red(_ text: String) -> String { usesColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
}
