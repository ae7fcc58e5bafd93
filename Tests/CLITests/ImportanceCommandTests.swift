import Testing

@Suite struct ImportanceCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `decomposes a full grid exactly`() throws {
    let outcome = try record.ask(
      "importance",
      "best_validation_cost",
      "--by",
      "learning_rate,seed",
      "--format",
      "json"
    )
    let rows = try #require(outcome.json)
    let shares = rows.compactMap { $0["share"] as? Double }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(outcome.errors.contains("(exact, a full grid)"))
    // 0.25 0.35 0.2 0.8: means 0.3 and 0.5 by rate, 0.225 and 0.575 by seed, 0.4 in all.
    let rate = rows.first { $0["hyperparameter"] as? String == "learning_rate" }
    #expect(abs((rate?["share"] as? Double ?? 0) - 0.01 / 0.05625) < 1e-12)
  }

  @Test func `answers no where nothing differs`() throws {
    let outcome = try record.ask("importance", "train_cost", "--by", "optimizer")
    #expect(outcome.exitCode == 1)
  }
}
