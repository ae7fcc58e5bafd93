import Foundation
import Testing

@Suite struct TrainCommandTests {
  let folder = TemporaryFolder()
  var descent: BuiltProgram { BuiltProgram(folder: folder.path) }

  @Test func `trains a run once and prints its id`() throws {
    let words = ["train", "data=xor", "hidden_layers=[3]", "epochs=4"]
    let first = try descent.run(words)
    #expect(first.exitCode == 0)
    #expect(first.line(0).count == 32)
    #expect(first.errors.contains("1 run: 1 trained; best train_cost"))
    let second = try descent.run(words)
    #expect(second.text == first.text)
    #expect(second.errors == "1 run: 0 trained, 1 done before\n")
    #expect(try rows("epochs").count == 5)
  }

  @Test func `goes on where it stopped when more epochs are asked for, with the same bits`() throws
  {
    _ = try descent("train", "data=xor", "epochs=3", "optimizer=adam", "--db", "a.db")
    _ = try descent("train", "data=xor", "epochs=6", "optimizer=adam", "--db", "a.db")
    _ = try descent("train", "data=xor", "epochs=6", "optimizer=adam", "--db", "b.db")
    let columns = "SELECT run, epoch, train_cost, gradient_norm, weight_norm FROM epochs"
    let resumed = try descent("sql", columns, "--format", "csv", "--db", "a.db")
    let whole = try descent("sql", columns, "--format", "csv", "--db", "b.db")
    #expect(resumed.lines.count == 8)
    #expect(resumed.text == whole.text)
  }

  @Test(arguments: ["portable", "avx2", "avx512"])
  func `gives the same bits with every kernel that there is`(kernel: String) throws {
    let words = [
      "train", "data=iris", "epochs=2", "hidden_layers=[9,5]", "activation=gelu", "dropout=0.2",
    ]
    let best = try descent.run(words + ["--db", "best.db"])
    let other = try descent.run(
      words + ["--db", "other.db"],
      variables: ["DESCENT_KERNEL": kernel]
    )
    guard other.exitCode == 0 else {
      #expect(other.exitCode == 64)
      #expect(other.errors.contains("kernel '\(kernel)' is not available"))
      return
    }
    #expect(best.text == other.text)
    for export in [["export", "weights"], ["export", "layers"]] {
      let left = try descent.run(export + ["--format", "csv", "--db", "best.db"])
      let right = try descent.run(export + ["--format", "csv", "--db", "other.db"])
      #expect(left.text == right.text)
      #expect(left.lines.count > 2)
    }
  }

  @Test(arguments: [["mini_batch_size=32", "gradient_clip=0.5"], ["mini_batch_size=128"]])
  func `gives the same bits with any number of threads`(more: [String]) throws {
    let words =
      [
        "train", "data=digits", "epochs=2", "hidden_layers=[24]", "optimizer=momentum",
      ] + more
    _ = try descent.run(words + ["--db", "one.db"])
    _ = try descent.run(words + ["--threads", "3", "--db", "three.db"])
    let one = try descent("export", "weights", "--format", "csv", "--db", "one.db")
    let three = try descent("export", "weights", "--format", "csv", "--db", "three.db")
    #expect(one.lines.count == 10 * 25 + 24 * 65 + 1)
    #expect(one.text == three.text)
  }

  @Test(arguments: [
    (["train"], 64, "no data set is named"),
    (["train", "data=nosuch"], 64, "nosuch"),
    (["train", "data=no/such/file.csv"], 66, "no/such/file.csv"),
    (["train", "data=xor", "learning_rat=1"], 64, "learning_rate"),
    (["train", "data=xor", "learning_rate=0"], 64, "'0'"),
    (["train", "data=xor", "learning_rate=1,2"], 64, "learning_rate"),
    (["train", "data=xor", "cost=log_likelihood"], 64, "softmax"),
    (["train", "missing.yaml"], 66, "missing.yaml"),
    (["train", "data=xor", "--weights", "some"], 64, "every"),
  ])
  func `refuses what makes no sense in one line, and makes no file`(
    words: [String],
    code: Int,
    part: String
  ) throws {
    let outcome = try descent.run(words)
    #expect(outcome.exitCode == Int32(code))
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.hasPrefix("descent: error: "))
    #expect(outcome.errors.contains(part))
    #expect(outcome.errors.split(separator: "\n").count <= 2)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/descent.db"))
  }

  @Test func `ends a run that diverges as a result, not as a failure`() throws {
    let outcome = try descent(
      "train",
      "data=iris",
      "task=classification",
      "activation=identity",
      "output_activation=identity",
      "cost=quadratic",
      "learning_rate=1e30",
      "epochs=9"
    )
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.contains("1 diverged"))
    #expect(try rows("runs").first?["status"] as? String == "diverged")
    let last = try rows("epochs").last
    #expect(last?["train_cost"] as? String == "NaN" || last?["train_cost"] as? String == "Infinity")
  }

  private func rows(_ table: String) throws -> [[String: Any]] {
    try descent("export", table, "--format", "json").json ?? []
  }
}
