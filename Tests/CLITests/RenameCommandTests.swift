import Foundation
import RunStore
import Testing

@Suite struct RenameCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  func experiments() throws -> [String] {
    try record.ask("export", "runs", "--columns", "experiment,sweep").lines.dropFirst().map {
      $0.split(separator: ",").dropFirst().joined(separator: "/")
    }
  }

  @Test func `experiments and sweeps get other names`() throws {
    #expect(try record.ask("rename", "rates", "paper").errors == "renamed 'rates', 1 sweep\n")
    #expect(try record.ask("rename", "--sweep", "grid", "first").exitCode == 0)
    #expect(try experiments() == Array(repeating: "paper/first", count: 4))
    #expect(try record.ask("rename", "rates", "other").exitCode == 64)
    #expect(try record.ask("db", "check").exitCode == 0)
  }

  @Test func `two experiments become one only when asked`() throws {
    let store = try RunStore.open(path: record.database, mode: .write)
    let plan = SweepPlan(experiment: "other", name: "one", runs: [record.runs[0]])
    _ = try store.plan(plan, numericsVersion: 1)
    try store.close()
    let refused = try record.ask("rename", "other", "rates")
    #expect(refused.exitCode == 1)
    #expect(
      refused.errors == "descent: error: 'rates' is there, with 1 sweep; -y makes both one\n"
    )
    #expect(try record.ask("rename", "other", "rates", "-y").errors == "renamed 'other', 1 sweep\n")
    #expect(try record.ask("rename", "other", "rates").exitCode == 64)
    #expect(try record.ask("db", "check").exitCode == 0)
  }
}
