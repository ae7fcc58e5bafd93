import Testing

@testable import Reports

@Suite struct TabSeparatedRowsTests {
  @Test func `escapes what would break a line or a column`() {
    let columns = "abcd".map { Column(String($0)) }
    let row: [Field] = [.text("a\tb\nc\rd\\e"), .real(.nan), .empty, .list([64, 32])]
    let text = RowWriter.text(.tsv, columns: columns, rows: [row])
    #expect(text == "a\tb\tc\td\na\\tb\\nc\\rd\\\\e\tnan\t\t[64, 32]\n")
  }

  @Test func `reads back to the same text`() {
    for row in FormatFixtures.rows {
      let line = RowWriter.text(.tsv, columns: FormatFixtures.columns, rows: [row])
        .split(separator: "\n", omittingEmptySubsequences: false)[1]
      let cell = line.split(separator: "\t", omittingEmptySubsequences: false)[2]
      #expect(.text(unescape(cell)) == row[2])
    }
  }

  private func unescape(_ cell: Substring) -> String {
    var text = ""
    var escapes = false
    for character in cell {
      if escapes {
        text.append(["t": "\t", "n": "\n", "r": "\r", "\\": "\\"][character] ?? "?")
        escapes = false
      } else if character == "\\" {
        escapes = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
