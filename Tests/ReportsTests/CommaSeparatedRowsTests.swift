import Testing

@testable import Reports

@Suite struct CommaSeparatedRowsTests {
  private func csv(_ columns: [Column], _ rows: [[Field]], _ options: RowOptions = RowOptions())
    -> String
  {
    RowWriter.text(.csv, columns: columns, rows: rows, options: options)
  }

  @Test func `writes byte for byte what Python's csv module writes`() throws {
    #expect(csv(FormatFixtures.columns, FormatFixtures.rows) == (try Fixture.text("rows.csv")))
  }

  @Test func `keeps NaN, infinity, nothing and an empty text apart`() {
    let row: [Field] = [
      .real(.nan), .real(.infinity), .real(-.infinity), .empty, .text(""), .integer(0),
    ]
    let columns = "abcdef".map { Column(String($0)) }
    #expect(csv(columns, [row]) == "a,b,c,d,e,f\nnan,inf,-inf,,\"\",0\n")
  }

  @Test func `quotes a carriage return, which Python 3.11 forgets`() {
    #expect(csv([Column("a")], [[.text("cr\rlf")]]) == "a\n\"cr\rlf\"\n")
  }

  @Test func `quotes lists that have a comma`() {
    let rows: [[Field]] = [[.list([64, 32])], [.list([30])], [.list([])]]
    #expect(csv([Column("hidden_layers")], rows) == "hidden_layers\n\"[64, 32]\"\n[30]\n[]\n")
  }

  @Test(arguments: ["=1+1", "+1", "-0.5", "@SUM(A1)", "\tx", "\rx"])
  func `defuses text that a spreadsheet would run`(_ text: String) {
    var options = RowOptions()
    options.hasHeader = false
    let plain = csv([Column("a")], [[.text(text)]], options)
    #expect(plain == (text.contains("\r") ? "\"'\(text)\"\n" : "'\(text)\n"))
    options.keepsFormulas = true
    let raw = csv([Column("a")], [[.text(text)]], options)
    #expect(raw == (text.contains("\r") ? "\"\(text)\"\n" : "\(text)\n"))
  }

  @Test func `leaves numbers below zero alone`() {
    #expect(csv([Column("a"), Column("b")], [[.real(-0.5), .integer(-3)]]) == "a,b\n-0.5,-3\n")
  }

  @Test func `never writes an empty line for a row`() {
    #expect(csv([Column("a")], [[.empty], [.integer(1)], []]) == "a\n\"\"\n1\n\"\"\n")
  }

  @Test func `fills short rows and leaves out what has no column`() {
    #expect(
      csv([Column("a"), Column("b")], [[.integer(1)], [.integer(1), .integer(2), .integer(3)]])
        == "a,b\n1,\n1,2\n"
    )
  }
}
