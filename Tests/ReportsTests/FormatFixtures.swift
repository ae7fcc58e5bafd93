import Reports

/// The rows that `make_fixtures.py` writes with Python's csv and json.
enum FormatFixtures {
  static let columns = [
    Column("id", .number), Column("value", .number), Column("a \"name\", odd"), Column("flag"),
  ]

  static let rows: [[Field]] = {
    let texts = [
      "plain", "a,b", "say \"hi\"", "two\nlines", "tab\there", "日本", "é 👍", " padded ",
      "back\\slash", "control\u{1}\u{1F}", "quote'", "\u{2028}",
    ]
    let rows: [[Field]] = texts.enumerated().map { index, text in
      [.integer(index), .real(0.1 * Double(index)), .text(text), .boolean(index % 2 == 0)]
    }
    return rows + [
      [.integer(.max), .real(1e300), .text("big"), .boolean(true)],
      [.integer(.min), .real(-.leastNonzeroMagnitude), .text("small"), .boolean(false)],
    ]
  }()
}
