import Testing

@Suite struct ShowCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `shows a run on one screen`() throws {
    let outcome = try record.ask("show", String(record.ids[0].prefix(6)))
    #expect(outcome.exitCode == 0)
    #expect(outcome.line(0) == "run \(record.ids[0])  finished, 2 epochs")
    #expect(outcome.line(1) == "experiment rates, sweep grid")
    #expect(outcome.text.contains("2-3-1 neurons, 1.5 s of training, 16 examples/s\n"))
    #expect(outcome.text.contains("█▄▁"))
    #expect(outcome.text.contains("0.9 → 0.25, lowest 0.25 at 2\n"))
    #expect(outcome.text.contains("layers after epoch 2\n"))
    #expect(outcome.text.contains("trained by descent 1.0.0 (kernel portable) on a cpu, an os\n"))
    #expect(outcome.lines.count < 50)
  }

  @Test func `puts what was chosen before what is so by default`() throws {
    let lines = try record.ask("show", "@1").lines
    let chosen = try #require(lines.firstIndex(of: "definition"))
    let defaults = try #require(lines.firstIndex(of: "by default"))
    let rate = try #require(lines.firstIndex { $0.contains("learning_rate  ") })
    let optimizer = try #require(lines.firstIndex { $0.contains("optimizer ") })
    #expect(chosen < rate && rate < defaults && defaults < optimizer)
  }

  @Test func `says at which epoch a run diverged`() throws {
    let outcome = try record.ask("show", "@1")
    #expect(outcome.line(0).hasSuffix("diverged, 2 epochs, diverged at 2"))
  }

  @Test func `has one row of details in other formats`() throws {
    let row = try #require(try record.ask("show", "@4", "--format", "json").json?.first)
    #expect(row["run"] as? String == record.ids[0])
    #expect(row["best_train_cost"] as? Double == 0.125)
    #expect(row["sizes"] as? String == "[2, 3, 1]")
  }

  @Test func `refuses names that stand for no run`() throws {
    #expect(try record.ask("show", "@5").exitCode == 64)
    #expect(try record.ask("show", "abc").errors.contains("at least 4 digits"))
  }
}
