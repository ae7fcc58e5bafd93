import Foundation
import Testing

@Suite struct DoctorCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `names the kernel and finds nothing wrong`() throws {
    let outcome = try record.ask("doctor", variables: ["DESCENT_KERNEL": "portable"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.lines.contains("kernel: portable"))
    #expect(outcome.lines.contains("runs: 3 finished, 1 diverged"))
    #expect(outcome.lines.last == "problems: none")
  }

  @Test func `says what is wrong and ends with 1`() throws {
    try Data("hello".utf8).write(to: URL(fileURLWithPath: record.folder + "/text.db"))
    let outcome = try record.ask(
      "doctor",
      "--db",
      "text.db",
      variables: ["DESCENT_DATA": "/nowhere", "DESCENT_KERNEL": "x"]
    )
    #expect(outcome.exitCode == 1)
    #expect(outcome.lines.filter { $0.hasPrefix("problem: ") }.count == 3)
    #expect(outcome.errors == "descent: error: 3 problems found\n")
  }
}
