import Foundation
import Testing

@Suite struct DatabaseBackupCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `makes a copy that answers as the database does`() throws {
    #expect(try record.ask("db", "backup", "copy.db").exitCode == 0)
    let runs = try record.ask("export", "runs").text
    #expect(try record.ask("export", "runs", "--db", "copy.db").text == runs)
    let refused = try record.ask("db", "backup", "copy.db")
    #expect(refused.exitCode == 73)
    #expect(refused.errors.contains("--force replaces it"))
    #expect(try record.ask("db", "backup", "copy.db", "--force").exitCode == 0)
    #expect(try record.ask("db", "backup", "descent.db", "--force").exitCode == 73)
    #expect(try record.ask("db", "backup", "none/copy.db").exitCode == 73)
  }
}
