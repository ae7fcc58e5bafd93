import Reports

/// The rows that answer a question, on their way to standard output or a file.
struct Answer {
  private let output: Output
  private var writer: RowWriter

  /// Opens the output; a path that cannot be written fails before any work is done.
  init(_ options: OutputOptions, columns: [Column]) throws {
    try self.init(options.format, to: options.file, keepsFormulas: options.raw, columns: columns)
  }

  /// Opens the output at a path, nil and `-` being standard output.
  init(
    _ format: OutputFormat,
    to file: String?,
    keepsFormulas: Bool,
    columns: [Column]
  ) throws {
    let output = try Output(path: file)
    self.output = output
    var rows = RowOptions()
    rows.keepsFormulas = keepsFormulas
    rows.style = output.isTerminal ? Terminal.style(of: 1) : .plain
    writer = RowWriter(format, columns: columns, options: rows) { try output.write($0) }
  }

  /// Writes one row.
  mutating func write(_ row: [Field]) throws { try writer.write(row) }

  /// Writes what is left and gives a file its name; returns the number of rows.
  @discardableResult
  mutating func finish() throws -> Int {
    let count = try writer.finish()
    try output.finish()
    return count
  }

  /// Gives the answer up: a half-written file is removed.
  func discard() { output.discard() }
}

extension Answer {
  /// Writes a few rows at once.
  static func write(
    _ options: OutputOptions,
    columns: [Column],
    rows: some Sequence<[Field]>
  ) throws {
    var answer = try Answer(options, columns: columns)
    do {
      for row in rows { try answer.write(row) }
      try answer.finish()
    } catch {
      answer.discard()
      throw error
    }
  }
}
