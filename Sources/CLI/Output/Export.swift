import Reports

/// Rows on their way out, one by one; their number goes to standard error.
struct Export {
  private let format: OutputFormat
  private let options: ExportOptions
  private let columns: [Column]

  /// Prepares the export of rows of some columns, in the format of the file's name, else CSV, where
  /// none is asked for.
  init(_ format: OutputFormat?, _ options: ExportOptions, columns: [Column]) {
    self.format = format ?? OutputFormat(file: options.file) ?? .csv
    (self.options, self.columns) = (options, columns)
  }

  /// Opens the output, lets `body` write the rows, and says how many there were.
  @discardableResult
  func write(_ body: (_ write: ([Field]) throws -> Void) throws -> Void) throws -> Int {
    var answer = try Answer(
      format,
      to: options.file,
      keepsFormulas: options.raw,
      columns: columns
    )
    do {
      try body { try answer.write($0) }
      let count = try answer.finish()
      StandardError.write(count == 1 ? "1 row\n" : "\(count) rows\n")
      return count
    } catch {
      answer.discard()
      throw error
    }
  }
}
