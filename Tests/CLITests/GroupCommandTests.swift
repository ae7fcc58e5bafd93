import Foundation
import Testing

@Suite struct GroupCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `summarises each group, runs without a finite value as failures`() throws {
    let outcome = try record.ask(
      "group",
      "--by",
      "learning_rate",
      "--metric",
      "validation_cost",
      "--format",
      "json"
    )
    let rows = try #require(outcome.json)
    try #require(rows.count == 2)
    // 0.25 and 0.35: mean 0.3, sd 0.1/√2, se 0.05, t(0.975, 1) = 12.7062047362.
    #expect(rows[0]["n"] as? Int == 2)
    #expect(abs((rows[0]["mean"] as? Double ?? 0) - 0.3) < 1e-15)
    #expect(abs((rows[0]["sd"] as? Double ?? 0) - 0.07071067811865475) < 1e-15)
    #expect(abs((rows[0]["ci_high"] as? Double ?? 0) - 0.93531023681) < 1e-9)
    #expect(rows[0]["best_run"] as? String == record.ids[0])
    #expect(rows[1]["failures"] as? Int == 1)
    #expect(rows[1]["sd"] is NSNull)
    #expect(rows[1]["median"] as? Double == 0.25)
    #expect(outcome.errors.isEmpty)
  }

  @Test func `has the columns that are promised`() throws {
    let outcome = try record.ask(
      "group",
      "--by",
      "seed,learning_rate",
      "--metric",
      "train_cost",
      "--format",
      "csv"
    )
    #expect(
      outcome.line(0)
        == "seed,learning_rate,n,failures,mean,sd,se,ci_low,ci_high,median,min,max,best_run"
    )
    #expect(outcome.line(1) == "1,0.5,1,0,0.125,,,,,0.125,0.125,0.125,\(record.ids[0])")
  }

  @Test func `says when groups mix what nobody named`() throws {
    let outcome = try record.ask("group", "--by", "hidden_layers", "--metric", "train_cost")
    #expect(outcome.errors == "groups mix runs that differ in learning_rate\n")
  }

  @Test func `sorts groups by their columns`() throws {
    let outcome = try record.ask(
      "group",
      "--by",
      "learning_rate",
      "--metric",
      "best_validation_cost",
      "--sort",
      "-mean",
      "--format",
      "csv",
      "-n",
      "1"
    )
    #expect(outcome.line(1).hasPrefix("3,2,0,0.55,") || outcome.line(1).hasPrefix("3,2,0,0.5,"))
    #expect(outcome.errors == "showing 1 of 2; -a for all\n")
  }

  @Test func `pairs runs by whatever else differs within groups`() throws {
    let outcome = try record.ask(
      "group",
      "--by",
      "seed",
      "--metric",
      "best_validation_cost",
      "--test",
      "--format",
      "json"
    )
    let row = try #require(outcome.json?.first)
    // Seed 2 less seed 1 at each rate: 0.35 - 0.25 and 0.8 - 0.2.
    #expect(row["pairs"] as? Int == 2)
    #expect(abs((row["mean_difference"] as? Double ?? 0) - 0.35) < 1e-15)
    #expect(outcome.errors.hasSuffix("learning_rate\n"))
  }

  @Test func `takes -a as every list does`() throws {
    let words = ["group", "--by", "seed", "--metric", "train_cost", "--format", "csv"]
    #expect(try record.ask.run(words + ["-a"]).text == record.ask.run(words).text)
    #expect(try record.ask.run(words + ["-a", "-n", "1"]).exitCode == 64)
  }

  @Test func `compares groups over paired seeds by tests that name themselves`() throws {
    let outcome = try record.ask(
      "group",
      "--by",
      "learning_rate",
      "--metric",
      "best_validation_cost",
      "--test",
      "--format",
      "json"
    )
    let row = try #require(outcome.json?.first)
    #expect(row["group"] as? String == "learning_rate=3")
    #expect(row["pairs"] as? Int == 2)
    #expect(outcome.errors == "pairs agree in seed\n")
    #expect(row["wilcoxon_method"] as? String == "exact")
  }
}
