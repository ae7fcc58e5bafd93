import Experiments
import Testing

@Suite struct FindingsCommandTests {
  @Test func `a run that goes wrong says so everywhere`() throws {
    let fixture = try TrainedFixture()
    let wrong = try fixture.train("task=regression", "activation=relu", "learning_rate=1e9")
    let healthy = try fixture.train("seed=2")
    let shown = try fixture.ask("show", wrong)
    let sentence = shown.lines.first { $0.hasPrefix("  divergence, epoch 1: train_cost is ") }
    #expect(sentence?.contains("usual remedies: a smaller learning_rate") == true)
    #expect(shown.lines.contains("findings"))
    #expect(try !fixture.ask("show", healthy).lines.contains("findings"))

    let runs = try fixture.ask("runs", "--columns", "findings", "--format", "csv").lines
    #expect(runs.contains("\(healthy),none"))
    #expect(runs.contains { $0.hasPrefix("\(wrong),\"") && $0.contains("divergence") })
    let found = try fixture.ask("runs", "-F", "finding = \"divergence\"", "--format", "json")
    #expect(found.json?.compactMap { $0["run"] as? String } == [wrong])

    for format in ["csv", "tsv", "json", "jsonl", "markdown", "latex", "table"] {
      let rows = try fixture.ask("export", "findings", "--format", format)
      #expect(rows.text.contains("divergence"), "\(format)")
    }
    let rows = try fixture.ask(
      "sql",
      "SELECT run, since FROM findings WHERE finding = 'divergence'"
    )
    #expect(rows.text.contains(wrong.prefix(8)))
  }
}
