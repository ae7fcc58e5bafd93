import Testing

@testable import Reports

@Suite struct TextTableTests {
  private let columns = [
    Column("run", .identifier), Column("activation"), Column("best_validation_cost", .number),
    Column("epochs_done", .number),
  ]
  private let rows: [[Field]] = [
    [.text("3f2a91bc"), .text("sigmoid"), .real(0.0312345678), .integer(30)],
    [.text("9c01d2e3"), .text("日本語"), .real(.nan), .integer(7)],
    [.text("77aa00ff"), .empty, .real(123.5), .empty],
  ]

  private func table(_ style: TerminalStyle) -> String {
    var options = RowOptions()
    options.style = style
    return RowWriter.text(.table, columns: columns, rows: rows, options: options)
  }

  @Test func `aligns numbers at the point and text by what a terminal shows`() {
    #expect(
      table(.plain) == """
        run       activation  best_validation_cost  epochs_done
        ────────  ──────────  ────────────────────  ───────────
        3f2a91bc  sigmoid                 0.031235           30
        9c01d2e3  日本語                nan                   7
        77aa00ff  –                     123.5                 –

        """
    )
  }

  @Test func `wraps names first when the screen is narrow`() {
    #expect(
      table(TerminalStyle(width: 44)) == """
                                    best_
                              validation_    epochs_
        run       activation         cost       done
        ────────  ──────────  ───────────  ─────────
        3f2a91bc  sigmoid        0.031235         30
        9c01d2e3  日本語       nan                 7
        77aa00ff  –            123.5               –

        """
    )
  }

  @Test func `leaves out columns when nothing else helps, and says which`() {
    let text = table(TerminalStyle(width: 24))
    #expect(
      text == """
        run       activation
        ────────  ──────────
        3f2a91bc  sigmoid
        9c01d2e3  日本語
        77aa00ff  –
        not shown, the screen is too narrow: best_validation_cost, epochs_done

        """
    )
  }

  @Test func `keeps the columns of the highest rank`() {
    var options = RowOptions()
    options.style.width = 24
    let columns = [
      Column("run", .identifier), Column("note"), Column("train_cost", .number, rank: 1),
    ]
    let text = RowWriter.text(
      .table,
      columns: columns,
      rows: [[.text("3f2a91bc"), .text("a long note about it"), .real(0.5)]],
      options: options
    )
    #expect(text.contains("train_cost"))
    #expect(text.hasSuffix("too narrow: note\n"))
  }

  @Test func `shortens text and never numbers`() {
    var options = RowOptions()
    options.style.width = 24
    let columns = [Column("note"), Column("n", .number)]
    let text = RowWriter.text(
      .table,
      columns: columns,
      rows: [[.text("a note that is far too long"), .real(0.12345)]],
      options: options
    )
    #expect(text.contains("a note that is…  0.12345\n"))
  }

  @Test func `aligns estimates at the point of the mean and marks the best`() {
    let rows: [[Field]] = [
      [.estimate(Estimate(mean: 0.97123, deviation: 0.0031, isBest: true))],
      [.estimate(Estimate(mean: 12.34, deviation: 1.5))],
    ]
    #expect(
      RowWriter.text(.table, columns: [Column("cost", .number)], rows: rows) == """
                     cost
        ─────────────────
         0.9712 ± 0.0031*
        12.3 ± 1.5

        """
    )
  }

  @Test func `draws in ASCII where there is no more`() {
    let text = table(TerminalStyle(isASCII: true))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("--------  "))
    #expect(text.contains(#"\u{65E5}"#))
  }

  @Test func `colours only when told`() {
    #expect(!table(.plain).contains("\u{1B}"))
    let text = table(TerminalStyle(usesColor: true))
    #expect(text.contains("\u{1B}[1m"))
    #expect(text.contains("\u{1B}[31mnan\u{1B}[0m"))
    #expect(strip(text) == table(.plain))
  }

  private func strip(_ text: String) -> String {
    text.replacing(/\u{1B}\[[0-9]*m/, with: "").split(
      separator: "\n",
      omittingEmptySubsequences: false
    ).map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }

  @Test func `cannot be made to act on the terminal`() {
    let text = RowWriter.text(
      .table,
      columns: [Column("no\u{1B}te")],
      rows: [[.text("\u{1B}]0;x\u{7}\n\u{202E}")]]
    )
    #expect(
      text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" }
    )
    #expect(text.contains(#"\u{1B}]0;x\u{7}\n\u{202E}"#))
  }

  @Test func `keeps its layout past the rows it was measured on`() {
    let many = (0..<(TextTable.sampleSize + 3)).map { [Field.integer($0), .text("x")] }
    let text = RowWriter.text(.table, columns: [Column("a", .number), Column("b")], rows: many)
    let lines = text.split(separator: "\n")
    #expect(lines.count == TextTable.sampleSize + 5)
    #expect(lines[2] == "  0  x")
    #expect(lines.last == "1002  x")
  }
}
