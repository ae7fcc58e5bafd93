import Foundation
import Testing

@Suite struct DatabaseCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `counts what is in the file and leaves nothing beside it`() throws {
    let facts = try #require(try record.ask("db", "info", "--format", "json").json?.first)
    #expect(facts["runs"] as? Int == 4)
    #expect(facts["epochs"] as? Int == 12)
    #expect(facts["layers"] as? Int == 24)
    #expect(facts["log_bytes"] as? Int == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: record.folder)
    #expect(files.filter { !$0.hasPrefix(".") } == ["descent.db"])
  }

  @Test func `refuses what is no database of ours`() throws {
    try Data("hello".utf8).write(to: URL(fileURLWithPath: record.folder + "/text.db"))
    #expect(try record.ask("db", "info", "--db", "text.db").exitCode == 65)
  }
}
