/// What can be chosen about the output of rows.
public struct RowOptions: Sendable {
  /// Whether CSV and TSV begin with the columns' names.
  public var hasHeader = true
  /// Leaves text as it is even where a spreadsheet would run it as a formula.
  public var keepsFormulas = false
  /// Rounds the numbers of Markdown and LaTeX; nil writes every digit that counts.
  public var significantDigits: Int?
  /// How tables are drawn.
  public var style = TerminalStyle.plain

  /// Creates the options that every format begins with.
  public init() {}
}
