/// How wide each column of a table is drawn, and which are left out for want of room.
struct TableLayout {
  /// A column with its place on the screen.
  struct Column {
    /// What the column is.
    var source: Reports.Column
    /// Its index in a row.
    var index: Int
    /// The columns of the screen it takes.
    var width: Int
    /// The columns from the decimal point on, where numbers are aligned at it.
    var widthBehindPoint: Int
    /// The least width that shows what must be shown.
    var minimum: Int
  }

  /// Two spaces stand between columns.
  static let gap = 2
  /// Text is not shortened below this.
  static let leastText = 8

  /// The columns that are drawn, in order.
  private(set) var columns: [Column]
  /// The names of those that did not fit.
  private(set) var omitted: [String] = []

  /// Lays out columns for the given cells in at most the style's width.
  ///
  /// First headers are wrapped and texts shortened, the widest first; then columns are left out,
  /// the lowest rank and rightmost first, names of runs and the first column never.
  init(_ sources: [Reports.Column], cells: [[TableCell]], style: TerminalStyle) {
    let natural = sources.enumerated().map { index, source in
      Self.measure(source, index: index, cells: cells, style: style)
    }
    columns = natural
    guard let width = style.width else { return }
    while true {
      Self.shrink(&columns, to: width)
      guard Self.total(columns) > width, let victim = Self.leastImportant(columns) else { break }
      omitted.insert(columns[victim].source.name, at: 0)
      let kept = Set(columns.map(\.index)).subtracting([columns[victim].index])
      columns = natural.filter { kept.contains($0.index) }
    }
  }

  private static func measure(
    _ source: Reports.Column,
    index: Int,
    cells: [[TableCell]],
    style: TerminalStyle
  ) -> Column {
    var before = 0
    var behind = 0
    var whole = 0
    for row in cells where index < row.count {
      before = max(before, row[index].widthBeforePoint)
      behind = max(behind, row[index].width - row[index].widthBeforePoint)
      whole = max(whole, row[index].width)
    }
    let aligned = source.kind == .number && source.alignment == .trailing
    let content = aligned ? before + behind : whole
    let words = TableHeader.words(of: source.name, style: style).map { DisplayWidth.of($0) }
    let header = words.reduce(0, +)
    let least = source.kind == .text ? min(content, leastText) : content
    return Column(
      source: source,
      index: index,
      width: max(header, content),
      widthBehindPoint: aligned ? behind : 0,
      minimum: max(least, words.max() ?? 0)
    )
  }

  private static func total(_ columns: [Column]) -> Int {
    columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1)
  }

  private static func shrink(_ columns: inout [Column], to width: Int) {
    var excess = total(columns) - width
    while excess > 0 {
      let candidates = columns.indices.filter { columns[$0].width > columns[$0].minimum }
      guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else {
        return
      }
      columns[widest].width -= 1
      excess -= 1
    }
  }

  private static func leastImportant(_ columns: [Column]) -> Int? {
    let candidates = columns.indices.dropFirst().filter { columns[$0].source.kind != .identifier }
    guard let lowest = candidates.map({ columns[$0].source.rank }).min() else { return nil }
    return candidates.last { columns[$0].source.rank == lowest }
  }
}
