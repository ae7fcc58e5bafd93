/// Turns a header and rows, one at a time, into the bytes of one format.
protocol RowFormatter {
  /// Appends what stands before the first row.
  mutating func begin(into bytes: inout [UInt8])
  /// Appends one row.
  mutating func append(_ row: [Field], into bytes: inout [UInt8])
  /// Appends what stands after the last row.
  mutating func end(into bytes: inout [UInt8])
}

extension OutputFormat {
  /// Creates the formatter of the format.
  func formatter(for columns: [Column], options: RowOptions) -> any RowFormatter {
    switch self {
    case .table: TextTable(columns: columns, style: options.style)
    case .csv: CommaSeparatedRows(columns: columns, options: options)
    case .tsv: TabSeparatedRows(columns: columns, options: options)
    case .json: JSONRows(columns: columns, layout: .array)
    case .jsonl: JSONRows(columns: columns, layout: .lines)
    case .markdown: MarkdownTable(columns: columns, significantDigits: options.significantDigits)
    case .latex: LaTeXTable(columns: columns, significantDigits: options.significantDigits)
    }
  }
}
