/// Writes rows in any format, one at a time, in constant memory.
///
///     var writer = RowWriter(.csv, columns: columns) { bytes in try file.write(bytes) }
///     for row in rows { try writer.write(row) }
///     let count = try writer.finish()
///
/// The sink gets the bytes in pieces of about 64 KB; what it throws is thrown by the call at hand.
public struct RowWriter {
  /// Takes the next piece of the output.
  public typealias Sink = (_ bytes: [UInt8]) throws -> Void

  private static let pieceSize = 1 << 16
  private var formatter: any RowFormatter
  private var bytes: [UInt8] = []
  private let sink: Sink
  /// How many rows have been written so far.
  public private(set) var rowCount = 0

  /// Creates a writer; nothing reaches the sink before the first full piece or `finish()`.
  public init(
    _ format: OutputFormat,
    columns: [Column],
    options: RowOptions = RowOptions(),
    sink: @escaping Sink
  ) {
    formatter = format.formatter(for: columns, options: options)
    self.sink = sink
    bytes.reserveCapacity(Self.pieceSize + 4096)
    formatter.begin(into: &bytes)
  }

  /// Writes one row, a cell for each column in order; missing cells are empty, others left out.
  public mutating func write(_ row: [Field]) throws {
    formatter.append(row, into: &bytes)
    rowCount += 1
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes what stands after the last row and returns how many rows there were.
  @discardableResult
  public mutating func finish() throws -> Int {
    formatter.end(into: &bytes)
    try flush()
    return rowCount
  }

  private mutating func flush() throws {
    guard !bytes.isEmpty else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Renders a few rows as one text.
  public static func text(
    _ format: OutputFormat,
    columns: [Column],
    rows: some Sequence<[Field]>,
    options: RowOptions = RowOptions()
  ) -> String {
    var formatter = format.formatter(for: columns, options: options)
    var bytes: [UInt8] = []
    formatter.begin(into: &bytes)
    for row in rows { formatter.append(row, into: &bytes) }
    formatter.end(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
