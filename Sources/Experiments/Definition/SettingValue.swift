/// The value of one key of a definition, as YAML, the command line, SQL and CSV have it.
public enum SettingValue: Sendable, Hashable {
  /// A whole number.
  case integer(Int)
  /// Any other number.
  case real(Double)
  /// true or false.
  case boolean(Bool)
  /// A word.
  case text(String)
  /// A list of whole numbers, as in `hidden_layers`.
  case list([Int])
}

extension SettingValue: CustomStringConvertible {
  /// The value as it reads everywhere: the fewest digits that read back to the same bits,
  /// `[64, 32]`, `true`.
  public var description: String {
    switch self {
    case .integer(let value): String(value)
    case .real(let value): NumberText.shortest(value)
    case .boolean(let value): String(value)
    case .text(let value): value
    case .list(let values): "[" + values.map(String.init).joined(separator: ", ") + "]"
    }
  }
}
