import Testing

@Suite struct CompareCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `shows what differs, metrics and differences`() throws {
    let outcome = try record.ask("compare", "@4", "@2", "--format", "csv")
    #expect(outcome.line(0) == "name,\(record.ids[0]),\(record.ids[2]),difference")
    #expect(outcome.line(1) == "learning_rate,0.5,3,")
    #expect(outcome.line(2) == "validation_cost,0.25,0.25,0")
    #expect(outcome.lines.contains { $0.hasPrefix("best_validation_cost,0.25,0.2,-0.04999") })
    #expect(!outcome.text.contains("optimizer"))
  }

  @Test func `shows hyperparameters that agree when asked`() throws {
    #expect(try record.ask("compare", "@4", "@2", "-a").text.contains("optimizer"))
  }

  @Test func `draws curves with the same heights`() throws {
    let lines = try record.ask("compare", "@4", "@2").lines.suffix(3)
    #expect(
      Array(lines) == [
        "validation_cost by epoch, 0 to 2", "\(record.shorts[0])  █▄▁  0.25",
        "\(record.shorts[2])  █▁▁  0.25",
      ]
    )
  }

  @Test func `writes curves aligned by examples`() throws {
    let outcome = try record.ask(
      "compare",
      "@4",
      "@3",
      "--curves",
      "--align",
      "examples",
      "--format",
      "csv"
    )
    #expect(
      outcome.lines == [
        "examples,\(record.ids[0]),\(record.ids[1])", "0,0.9,0.9", "12,0.5,0.6", "24,0.25,0.35",
      ]
    )
  }

  @Test func `compares groups over the pairs that agree in what else differs`() throws {
    let outcome = try record.ask(
      "compare",
      "learning_rate = 0.5",
      "learning_rate = 3",
      "--metric",
      "best_validation_cost",
      "--format",
      "json"
    )
    let row = try #require(outcome.json?.first)
    // 0.2 - 0.25 and 0.8 - 0.35.
    #expect(row["group"] as? String == "learning_rate = 3")
    #expect(row["pairs"] as? Int == 2)
    #expect(abs((row["mean_difference"] as? Double ?? 0) - 0.2) < 1e-15)
    #expect(row["wilcoxon_method"] as? String == "exact")
    #expect(outcome.errors == "pairs agree in seed\n")
  }

  @Test func `refuses groups in which pairs are not told apart`() throws {
    let words = ["compare", "seed > 0", "seed = 1", "--metric", "train_cost"]
    let outcome = try record.ask.run(words + ["--over", "seed"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("'seed > 0' has several runs that agree in seed"))
    #expect(try record.ask.run(words).exitCode == 0)
  }

  @Test func `takes runs or filters, and says which filter nothing meets`() throws {
    #expect(try record.ask("compare", "@1", "seed = 1").errors.contains("not both"))
    let outcome = try record.ask("compare", "seed = 1", "seed = 9")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("no run meets 'seed = 9'"))
  }

  @Test func `needs two different runs`() throws {
    #expect(try record.ask("compare", "@1").exitCode == 64)
    #expect(try record.ask("compare", "@1", record.ids[3]).errors.contains("named twice"))
  }
}
