import Foundation
import Testing

@Suite struct RunsCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `lists the newest first with what differs`() throws {
    let outcome = try record.ask("runs")
    #expect(outcome.exitCode == 0)
    let header = outcome.line(0).split(separator: " ").map(String.init)
    #expect(
      header == [
        "run", "status", "epochs_done", "learning_rate", "seed", "train_cost", "validation_cost",
        "train_accuracy", "validation_accuracy", "best_validation_cost",
        "best_validation_accuracy", "best_epoch", "findings",
      ]
    )
    let names = outcome.lines.dropFirst(2).map { String($0.prefix(8)) }
    #expect(names == record.shorts.reversed())
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: [["--sort", "-validation_cost"], ["--sort=-validation_cost"]])
  func `sorts with NaN last in both directions`(sort: [String]) throws {
    let columns = ["--columns", "validation_cost", "--format", "csv"]
    let descending = try record.ask.run(["runs"] + sort + columns)
    #expect(
      descending.lines == ["run,validation_cost"]
        + [(1, "0.35"), (2, "0.25"), (0, "0.25"), (3, "nan")].map { "\(record.ids[$0]),\($1)" }
    )
    let ascending = try record.ask.run(["runs", "--sort", "validation_cost"] + columns)
    #expect(ascending.lines.last == "\(record.ids[3]),nan")
  }

  @Test func `says that the list was cut`() throws {
    let outcome = try record.ask("runs", "-n", "3", "--format", "jsonl")
    #expect(outcome.lines.count == 3)
    #expect(outcome.errors == "showing 3 of 4; -a for all\n")
    #expect(try record.ask("runs", "-a", "--format", "jsonl").errors.isEmpty)
  }

  @Test func `has every exported column in JSON, NaN as a string`() throws {
    let rows = try #require(try record.ask("runs", "--format", "json").json)
    try #require(rows.count == 4)
    #expect(rows[0].count == 55)
    #expect(rows[0]["validation_cost"] as? String == "NaN")
    #expect(rows[0]["status"] as? String == "diverged")
    #expect(rows[1]["hidden_layers"] as? String == "[3]")
    #expect(rows[1]["shuffle"] as? Bool == true)
    #expect(rows[1]["momentum"] is NSNull)
  }

  @Test func `takes Guild's flags and other names for columns`() throws {
    let outcome = try record.ask(
      "runs",
      "-n",
      "1",
      "--columns",
      "=learning_rate as eta,seed",
      "--format",
      "csv"
    )
    #expect(outcome.lines == ["run,eta,seed", "\(record.ids[3]),3,2"])
  }

  @Test func `leaves out hyperparameters that agree`() throws {
    let outcome = try record.ask("runs", "--changed", "--format", "csv")
    let header = outcome.line(0).split(separator: ",")
    #expect(header.contains("learning_rate") && header.contains("seed"))
    #expect(!header.contains("optimizer"))
  }

  @Test func `draws a metric over the epochs`() throws {
    let words = ["runs", "--curve", "validation_cost", "--columns", "seed", "--sort", "seed"]
    let outcome = try record.ask.run(words + ["--format", "csv"])
    #expect(
      outcome.lines == [
        "run,seed,validation_cost_curve", "\(record.ids[2]),1,█▁▁", "\(record.ids[0]),1,█▄▁",
        "\(record.ids[3]),2,█▁ ", "\(record.ids[1]),2,█▄▁",
      ]
    )
    #expect(try record.ask.run(words).line(2).hasSuffix("█▁▁"))
    let plain = try record.ask.run(words, variables: ["LC_ALL": "C"])
    #expect(plain.line(2).hasSuffix("#__"))
    let wrong = try record.ask("runs", "--curve", "validation_csot")
    #expect(wrong.exitCode == 64)
    #expect(wrong.errors.contains("'validation_cost'"))
  }

  @Test func `shows the same columns of all runs as of the newest`() throws {
    #expect(try record.ask("runs", "-a").text == record.ask("runs").text)
    #expect(
      try record.ask("runs", "-a", "--changed", "--format", "csv").text
        == record.ask("runs", "--changed", "--format", "csv").text
    )
  }

  @Test(arguments: ["", " ", ","])
  func `sorting by nothing is a mistake`(column: String) throws {
    let outcome = try record.ask("runs", "--sort", column)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.hasPrefix("descent: error: --sort names no column\n"))
  }

  @Test func `names the nearest column`() throws {
    let outcome = try record.ask("runs", "--sort", "validation_csot")
    #expect(outcome.exitCode == 64)
    #expect(
      outcome.errors == """
        descent: error: unknown name 'validation_csot'; did you mean 'validation_cost'?
          validation_csot
          ^

        """
    )
  }

  @Test func `filters, sorts and shows by numbers from the history`() throws {
    let outcome = try record.ask(
      "runs",
      "-F",
      "min(validation_cost) < 0.3 and seed = 1",
      "--sort",
      "-validation_cost@1",
      "--columns",
      "min(validation_cost) as lowest,validation_cost@1",
      "--format",
      "csv"
    )
    #expect(
      outcome.lines == [
        "run,lowest,validation_cost@1", "\(record.ids[0]),0.25,0.5", "\(record.ids[2]),0.2,0.2",
      ]
    )
  }

  @Test func `points at what is wrong with a filter`() throws {
    let outcome = try record.ask("runs", "-F", "seed = 1 and learning_rat > 1")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("did you mean 'learning_rate'?"))
    #expect(outcome.errors.contains("\n               ^"))
  }

  @Test func `never makes a missing database`() throws {
    let outcome = try record.ask("runs", "--db", "typo.db")
    #expect(outcome.exitCode == 66)
    #expect(outcome.errors.hasPrefix("descent: error: no database at 'typo.db'\nhint: "))
    #expect(!FileManager.default.fileExists(atPath: record.folder + "/typo.db"))
  }

  @Test func `finds the database in a folder above`() throws {
    let folder = record.folder + "/a/b"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(try BuiltProgram(folder: folder)("runs", "--format", "jsonl").lines.count == 4)
  }

  @Test func `writes a file in the format of its name`() throws {
    let outcome = try record.ask("runs", "-o", "runs.csv")
    #expect(outcome.text.isEmpty)
    let text = try String(contentsOfFile: record.folder + "/runs.csv", encoding: .utf8)
    #expect(text.split(separator: "\n").count == 5)
    #expect(text.hasPrefix("run,experiment,"))
    _ = try record.ask("runs", "-o", "runs.csv", "--format", "json")
    #expect(try String(contentsOfFile: record.folder + "/runs.csv", encoding: .utf8).first == "[")
  }
}
