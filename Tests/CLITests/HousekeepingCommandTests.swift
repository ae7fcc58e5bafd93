import Foundation
import Testing

@Suite struct HousekeepingCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `tags runs by name and by condition`() throws {
    #expect(try record.ask("tag", "@4", "--add", "good", "--add", "best").exitCode == 0)
    let asked = try record.ask("tag", "-F", "learning_rate = 3", "--add", "good")
    #expect(asked.exitCode == 1)
    #expect(asked.errors == "descent: error: this would tag 2 runs; -y does it\n")
    let done = try record.ask("tag", "-F", "learning_rate = 3", "--add", "good", "-y")
    #expect(done.errors == "tagged 2 runs\n")
    _ = try record.ask("tag", "@1", "--remove", "good")
    let tagged = try record.ask(
      "runs",
      "-F",
      "tag = 'good'",
      "--columns",
      "tags",
      "--format",
      "csv"
    )
    #expect(
      tagged.lines == ["run,tags", "\(record.ids[2]),good", "\(record.ids[0]),\"best,good\""]
    )
  }

  @Test func `writes a note that show tells`() throws {
    _ = try record.ask("note", "@4", "in the paper")
    #expect(try record.ask("show", "@4").lines.contains("note: in the paper"))
    _ = try record.ask("note", "@4", "")
    #expect(try !record.ask("show", "@4").text.contains("note:"))
  }

  @Test func `puts runs into the trash and takes them out`() throws {
    #expect(try record.ask("rm", "@1", "@2").errors == "put into the trash: 2 runs\n")
    #expect(try record.ask("runs", "--format", "jsonl").lines.count == 2)
    #expect(try record.ask("runs", "--trash", "--format", "jsonl").lines.count == 2)
    #expect(try record.ask("restore", record.shorts[3]).errors == "restored 1 run\n")
    #expect(try record.ask("runs", "--format", "jsonl").lines.count == 3)
  }

  @Test func `deletes only what is in the trash`() throws {
    _ = try record.ask("rm", "@1")
    #expect(try record.ask("purge", record.shorts[0]).exitCode == 64)
    #expect(try record.ask("purge").errors.contains("this would delete 1 run; -y does it"))
    #expect(try record.ask("purge", "-y").errors == "deleted 1 run\n")
    let facts = try #require(try record.ask("db", "info", "--format", "json").json?.first)
    #expect(facts["runs"] as? Int == 3)
    #expect(facts["epochs"] as? Int == 9)
    #expect(facts["layers"] as? Int == 18)
  }

  @Test func `refuses to choose all runs by saying nothing`() throws {
    #expect(try record.ask("rm").exitCode == 64)
    #expect(try record.ask("rm", "@1", "-F", "seed = 1").exitCode == 64)
  }
}
