import Testing

@Suite struct BestCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `prints the id alone and tells ties and what it left out`() throws {
    let outcome = try record.ask("best", "validation_cost", "-q")
    #expect(outcome.text == record.ids[0] + "\n")
    #expect(
      outcome.errors == """
        left out 1 run: 1 nan
        2 runs tie: \(record.shorts[0]), \(record.shorts[2])

        """
    )
  }

  @Test func `takes the best over all epochs where it is named`() throws {
    let outcome = try record.ask("best", "best_validation_cost", "-q")
    #expect(outcome.text == record.ids[2] + "\n")
  }

  @Test func `maximises accuracies`() throws {
    let outcome = try record.ask("best", "train_accuracy", "-q", "-n", "4")
    #expect(outcome.lines == [1, 0, 2, 3].map { record.ids[$0] })
  }

  @Test func `lists as many as are asked for, equals in the order of planning`() throws {
    let outcome = try record.ask("best", "validation_cost", "-q", "-n", "2")
    #expect(outcome.lines == [0, 2].map { record.ids[$0] })
  }

  @Test func `refuses groups without a key`() throws {
    #expect(try record.ask("best", "validation_cost", "--per", "").exitCode == 64)
  }

  @Test func `finds the best of each group`() throws {
    let outcome = try record.ask(
      "best",
      "validation_cost",
      "--per",
      "seed,learning_rate",
      "--format",
      "csv"
    )
    #expect(
      outcome.lines == [
        "seed,learning_rate,run,validation_cost", "1,0.5,\(record.ids[0]),0.25",
        "2,0.5,\(record.ids[1]),0.35", "1,3,\(record.ids[2]),0.25",
      ]
    )
  }

  @Test func `answers no where no run has the metric`() throws {
    let outcome = try record.ask("best", "validation_r2")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.hasSuffix("no run has a finite 'validation_r2'\n"))
  }

  @Test func `names the metrics that were probably meant`() throws {
    let outcome = try record.ask("best", "rmse")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("there is no metric 'rmse'; try 'train_rmse'"))
  }
}
