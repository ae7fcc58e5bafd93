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

  @Test func `needs two different runs`() throws {
    #expect(try record.ask("compare", "@1").exitCode == 64)
    #expect(try record.ask("compare", "@1", record.ids[3]).errors.contains("named twice"))
  }
}
