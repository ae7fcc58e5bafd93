import Foundation
import Testing

@testable import Reports

@Suite struct JSONRowsTests {
  private struct Object: Decodable {
    var id: Int
    var value: Double
    var name: String
    var flag: Bool

    enum CodingKeys: String, CodingKey {
      case id, value, flag
      case name = "a \"name\", odd"
    }
  }

  @Test(arguments: [(OutputFormat.json, "rows.json"), (.jsonl, "rows.jsonl")])
  func `writes byte for byte what Python's json module writes`(
    _ format: OutputFormat,
    _ fixture: String
  ) throws {
    let text = RowWriter.text(format, columns: FormatFixtures.columns, rows: FormatFixtures.rows)
    #expect(text == (try Fixture.text(fixture)))
  }

  @Test func `reads back with a strict reader`() throws {
    let text = RowWriter.text(.json, columns: FormatFixtures.columns, rows: FormatFixtures.rows)
    let objects = try JSONDecoder().decode([Object].self, from: Data(text.utf8))
    #expect(objects.count == FormatFixtures.rows.count)
    for (object, row) in zip(objects, FormatFixtures.rows) {
      #expect([.integer(object.id), .real(object.value), .text(object.name)] == row.prefix(3))
      #expect(.boolean(object.flag) == row[3])
    }
  }

  @Test func `writes what JSON has no number for as strings, and nothing as null`() {
    let columns = "abcde".map { Column(String($0)) }
    let row: [Field] = [
      .real(.nan), .real(.infinity), .real(-.infinity), .empty, .list([64, 32]),
    ]
    #expect(
      RowWriter.text(.jsonl, columns: columns, rows: [row])
        == #"{"a":"NaN","b":"Infinity","c":"-Infinity","d":null,"e":"[64, 32]"}"# + "\n"
    )
  }

  @Test func `escapes every control character`() throws {
    let controls = String(String.UnicodeScalarView((0..<32).compactMap(Unicode.Scalar.init)))
    let text = RowWriter.text(.jsonl, columns: [Column("a")], rows: [[.text(controls)]])
    let object = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    #expect(object["a"] == controls)
    #expect(text.dropLast().unicodeScalars.allSatisfy { $0.value >= 32 })
  }

  @Test func `writes an empty array for no rows`() {
    #expect(RowWriter.text(.json, columns: [Column("a")], rows: []) == "[]\n")
    #expect(RowWriter.text(.jsonl, columns: [Column("a")], rows: []) == "")
  }

  @Test func `numbers keys that come twice`() {
    let columns = [Column("a"), Column("a"), Column("a_2")]
    let row: [Field] = [.integer(1), .integer(2), .integer(3)]
    #expect(
      RowWriter.text(.jsonl, columns: columns, rows: [row])
        == #"{"a":1,"a_2":2,"a_2_2":3}"# + "\n"
    )
  }
}
