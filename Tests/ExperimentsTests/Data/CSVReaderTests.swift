import Foundation
import Testing

@testable import Experiments

@Suite struct CSVReaderTests {
  private func records(_ bytes: [UInt8], limits: DataLimits = DataLimits()) throws -> [[String]] {
    let stream = try ByteStream(.bytes(Data(bytes), name: "t.csv"), limits: limits)
    var reader = try CSVReader(stream, limits: limits)
    var record = CSVRecord()
    var all: [[String]] = []
    while try reader.next(&record) {
      all.append((0..<record.count).map { String(decoding: record[$0], as: UTF8.self) })
    }
    return all
  }

  private struct Case: Decodable {
    let name: String
    let text: String
    let records: [[String]]
  }

  @Test func `finds the fields that Python's csv finds`() throws {
    for example in try DataFixture.json("csv_records.json", as: [Case].self) {
      #expect(try records(Array(example.text.utf8)) == example.records, "\(example.name)")
    }
  }

  @Test func `leaves out a byte order mark, blank lines and spaces around fields`() throws {
    let bytes = [0xef, 0xbb, 0xbf] + Array("a, b \n\n  \n\t1 ,\"2 \" \r3,4\r\n\r\n".utf8)
    #expect(try records(bytes) == [["a", "b"], ["1", "2 "], ["3", "4"]])
  }

  @Test func `finds the same across the edges of chunks`() throws {
    let rows = "\"a,\"\"b\",c d\r\n1.5,-2\n x,y z \n"
    let all = try records(Array(String(repeating: rows, count: 10_000).utf8))
    #expect(all.count == 30_000)
    for (index, record) in all.enumerated() {
      #expect(record == [["a,\"b", "c d"], ["1.5", "-2"], ["x", "y z"]][index % 3])
    }
  }

  @Test(arguments: [
    ("1,2\n3,\"4", "t.csv: line 2, column 2: a quoted field does not end"),
    ("1,2\n\n\"3\"x,4", "t.csv: line 3, column 1: text after the closing quote of a field"),
    (
      "\"a\nb\",1\n1,\0",
      "t.csv: line 3, column 2: a NUL byte in text; the file is neither IDX, CSV nor npz"
    ),
  ])
  func `names line and column of what is wrong`(text: String, message: String) {
    #expect(DataFixture.message { _ = try records(Array(text.utf8)) } == message)
  }

  @Test func `bounds fields, lines and columns`() {
    var limits = DataLimits()
    (limits.fieldBytes, limits.recordBytes, limits.columns) = (5, 20, 3)
    func message(_ text: String) -> String {
      DataFixture.message { _ = try records(Array(text.utf8), limits: limits) }
    }
    #expect(message("123456,1") == "t.csv: line 1, column 2: more than 5 bytes in a field")
    #expect(
      message(String(repeating: "1", count: 30))
        == "t.csv: line 1, column 1: more than 20 bytes in a line"
    )
    #expect(message("1\n1,2,3,4") == "t.csv: line 2, column 3: more than 3 columns")
  }
}
