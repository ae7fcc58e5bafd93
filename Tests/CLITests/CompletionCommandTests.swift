import Foundation
import Testing

@Suite struct CompletionCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  /// What a shell is told when it asks for the last of these words.
  private func suggestions(_ words: String..., argument: [String]) throws -> [String] {
    let line = ["descent"] + words
    let place = [String(line.count - 1), String(line.last?.utf8.count ?? 0)]
    let request = ["---completion"] + argument.dropLast() + ["--", argument.last ?? ""]
    let outcome = try record.ask.run(
      request + place + line,
      variables: ["SAP_SHELL": "bash", "SAP_SHELL_VERSION": "5.2"]
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.lines
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `prints a script for each shell`(shell: String) throws {
    let outcome = try record.ask("completion", shell)
    #expect(outcome.exitCode == 0)
    #expect(outcome.text.contains("---completion"))
    #expect(outcome.text.contains("importance"))
  }

  @Test func `names the shells there are`() throws {
    let outcome = try record.ask("completion", "tcsh")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("'bash', 'zsh' or 'fish'"))
  }

  @Test func `suggests the runs of the database`() throws {
    let all = try suggestions("show", "", argument: ["show", "positional@0"])
    #expect(Set(record.shorts).isSubset(of: all))
    let prefix = String(record.shorts[0].prefix(4))
    let some = try suggestions("show", prefix, argument: ["show", "positional@0"])
    #expect(some.contains(record.shorts[0]))
    #expect(some.allSatisfy { $0.hasPrefix(prefix) || $0.hasPrefix("@") })
  }

  @Test func `suggests metrics that were measured and keys that differ`() throws {
    let metrics = try suggestions("best", "", argument: ["best", "positional@0"])
    #expect(metrics.contains("validation_cost"))
    #expect(!metrics.contains("validation_r2"))
    let keys = try suggestions("group", "--by", "seed,", argument: ["group", "--by"])
    #expect(keys == ["seed,learning_rate", "seed,seed"])
  }

  @Test func `suggests sweeps, and nothing where there is no database`() throws {
    let sweeps = try suggestions("runs", "--sweep", "", argument: ["runs", "--sweep"])
    #expect(sweeps == ["grid"])
    let none = try suggestions(
      "runs",
      "--db",
      "no.db",
      "--sweep",
      "",
      argument: ["runs", "--sweep"]
    )
    #expect(none.isEmpty)
  }

  @Test func `suggests keys and the words they may have`() throws {
    let keys = try suggestions("train", "", argument: ["train", "positional@0"])
    #expect(keys.contains("learning_rate="))
    let words = try suggestions("train", "optimizer=", argument: ["train", "positional@0"])
    #expect(words.contains("optimizer=adam"))
  }
}
