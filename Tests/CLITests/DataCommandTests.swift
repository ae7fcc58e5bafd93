import Foundation
import Testing

@Suite struct DataCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `lists what is known by name`() throws {
    let rows = try #require(try record.ask("data", "list", "--format", "json").json)
    let digits = try #require(rows.first { $0["name"] as? String == "digits" })
    #expect(digits["installed"] as? Bool == true)
    #expect(digits["examples"] as? Int == 1797)
    try #require(rows.count == 9)
  }

  @Test func `shows classes, ranges and dropped rows of a set`() throws {
    let outcome = try record.ask("data", "show", "penguins")
    #expect(outcome.lines.contains("dropped_rows: 11"))
    #expect(outcome.lines.contains("licence: CC0 1.0"))
    #expect(outcome.lines.contains("Gentoo          119              0"))
    #expect(outcome.text.contains("bill_length_mm"))
  }

  @Test func `reads a file with a target, dropping what is missing`() throws {
    let csv = "size,price,town\n1,10,a\n2,20,b\n,30,a\n"
    try Data(csv.utf8).write(to: URL(fileURLWithPath: record.folder + "/houses.csv"))
    let outcome = try record.ask(
      "data",
      "show",
      "houses.csv",
      "target=price",
      "task=regression",
      "missing=drop",
      "--format",
      "json"
    )
    let facts = try #require(outcome.json?.first)
    #expect(facts["examples"] as? Int == 2)
    #expect(facts["dropped_rows"] as? Int == 1)
    #expect(facts["inputs"] as? Int == 3)
    let ranges = try record.ask(
      "data",
      "show",
      "houses.csv",
      "target=price",
      "task=regression",
      "missing=drop",
      "--features",
      "--format",
      "csv"
    )
    #expect(ranges.lines.last == "price,10,20,15")
  }

  @Test func `ends with the code that says why`() throws {
    #expect(try record.ask("data", "show", "none.csv").exitCode == 66)
    #expect(try record.ask("data", "show", "digts").errors.contains("digits"))
    #expect(try record.ask("data", "show", "xor", "epochs=3").exitCode == 64)
  }
}
