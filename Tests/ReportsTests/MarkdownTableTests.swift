import Testing

@testable import Reports

@Suite struct MarkdownTableTests {
  @Test func `aligns columns and escapes what Markdown would read`() {
    let columns = [Column("run", .identifier), Column("train_cost", .number), Column("note")]
    let rows: [[Field]] = [
      [.text("3f2a"), .real(0.125), .text("a|b *c* `d` _e_ f_g <h> [i](j)\\")],
      [.text("9c01"), .real(.nan), .text("two\nlines")],
      [.text("77aa"), .empty, .list([64, 32])],
    ]
    #expect(
      RowWriter.text(.markdown, columns: columns, rows: rows) == #"""
        | run | train_cost | note |
        | :--- | ---: | :--- |
        | 3f2a | 0.125 | a\|b \*c\* \`d\` \_e\_ f_g \<h> \[i](j)\\ |
        | 9c01 | nan | two\\nlines |
        | 77aa | | [64, 32] |

        """#
    )
  }

  @Test func `writes every digit unless told to round`() {
    let row: [Field] = [.real(0.1 + 0.2)]
    let exact = RowWriter.text(.markdown, columns: [Column("a", .number)], rows: [row])
    #expect(exact.contains("| 0.30000000000000004 |"))
    var options = RowOptions()
    options.significantDigits = 4
    let rounded = RowWriter.text(
      .markdown,
      columns: [Column("a", .number)],
      rows: [row],
      options: options
    )
    #expect(rounded.contains("| 0.3 |"))
  }

  @Test func `sets the best estimate in bold`() {
    let row: [Field] = [.estimate(Estimate(mean: 0.97123, deviation: 0.0031, isBest: true))]
    let text = RowWriter.text(.markdown, columns: [Column("a", .number)], rows: [row])
    #expect(text.hasSuffix("| **0.9712 ± 0.0031** |\n"))
  }
}
