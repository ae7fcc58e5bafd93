import Foundation
import GRDB
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

@Suite struct DatabaseCheckCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `finds a number that was changed, and names run and epoch`() throws {
    #expect(try record.ask("db", "check").exitCode == 0)
    let queue = try DatabaseQueue(path: record.database)
    try queue.write {
      try $0.execute(sql: "UPDATE epoch SET train_cost = 9 WHERE run = 1 AND epoch = 1")
    }
    try queue.close()
    let outcome = try record.ask("db", "check", "--format", "csv")
    #expect(outcome.exitCode == 65)
    #expect(outcome.lines.contains { $0.hasPrefix(record.ids[0] + ",1,") })
    #expect(outcome.errors.contains("damaged in"))
  }
}
