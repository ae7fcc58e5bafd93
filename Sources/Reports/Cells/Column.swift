/// A column of a table: its name and how its cells are laid out.
public struct Column: Sendable, Equatable {
  /// What a column holds; tells how it is aligned and how far it may be shortened.
  public enum Kind: Sendable {
    /// Numbers: aligned at the decimal point, never shortened.
    case number
    /// Words: aligned left, shortened where a table must fit a screen.
    case text
    /// Names of runs: aligned left, never shortened and never left out.
    case identifier
  }

  /// Where cells stand in their column.
  public enum Alignment: Sendable {
    /// At the left.
    case leading
    /// At the right.
    case trailing
  }

  /// The name, as in CSV's header and JSON's keys.
  public var name: String
  /// What the column holds.
  public var kind: Kind
  /// Where cells stand.
  public var alignment: Alignment
  /// Columns of the lowest rank are left out first where a table must fit a screen; among equals
  /// the rightmost.
  public var rank: Int

  /// Creates a column; without an alignment, numbers stand right and all else left.
  public init(_ name: String, _ kind: Kind = .text, alignment: Alignment? = nil, rank: Int = 0) {
    self.name = name
    self.kind = kind
    self.alignment = alignment ?? (kind == .number ? .trailing : .leading)
    self.rank = rank
  }
}
