/// The formats in which every question can be answered.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// For people, fitted to a screen; numbers rounded.
  case table
  /// RFC 4180 with LF.
  case csv
  /// Columns between tabs; tabs, line ends and backslashes in text as `\t`, `\n`, `\r`, `\\`.
  case tsv
  /// An array of flat objects.
  case json
  /// One flat object on each line.
  case jsonl
  /// A table of GitHub's Markdown.
  case markdown
  /// A `tabular` with the rules of LaTeX's booktabs package.
  case latex
}
