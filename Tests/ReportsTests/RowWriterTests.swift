import Testing

@testable import Reports

@Suite struct RowWriterTests {
  private struct Full: Error {}

  @Test func `streams pieces that add up to the whole`() throws {
    var pieces: [[UInt8]] = []
    var writer = RowWriter(.csv, columns: [Column("a")]) { pieces.append($0) }
    for value in 0..<50_000 { try writer.write([.integer(value)]) }
    #expect(try writer.finish() == 50_000)
    let whole = "a\n" + (0..<50_000).map { "\($0)\n" }.joined()
    #expect(String(decoding: pieces.joined(), as: UTF8.self) == whole)
    #expect(pieces.count > 1)
    #expect(pieces.allSatisfy { $0.count < 1 << 17 })
  }

  @Test func `passes on what the sink throws`() {
    var writer = RowWriter(.csv, columns: [Column("a")]) { _ in throw Full() }
    #expect(throws: Full.self) { try writer.finish() }
  }

  @Test(arguments: OutputFormat.allCases)
  func `writes the same bytes at once and in a stream`(_ format: OutputFormat) throws {
    var streamed: [UInt8] = []
    var writer = RowWriter(format, columns: FormatFixtures.columns) { streamed += $0 }
    for row in FormatFixtures.rows { try writer.write(row) }
    try writer.finish()
    let text = RowWriter.text(format, columns: FormatFixtures.columns, rows: FormatFixtures.rows)
    #expect(String(decoding: streamed, as: UTF8.self) == text)
    #expect(!text.isEmpty)
  }
}
