import Foundation
import Testing

@Suite struct SweepCommandTests {
  let folder = TemporaryFolder()
  var descent: BuiltProgram { BuiltProgram(folder: folder.path) }
  let grid = [
    "sweep", "data=xor", "hidden_layers=[2],[3]", "learning_rate=0.5,1", "epochs=3", "--seeds", "2",
  ]

  @Test func `trains every point once, in a fixed order`() throws {
    let outcome = try descent.run(grid)
    #expect(outcome.exitCode == 0)
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.contains("8 runs: 8 trained"))
    let runs = try descent("export", "runs", "--format", "json").json ?? []
    #expect(
      runs.map { "\($0["hidden_layers"] ?? "") \($0["learning_rate"] ?? "") \($0["seed"] ?? "")" }
        == [
          "[2] 0.5 1", "[2] 0.5 2", "[2] 1 1", "[2] 1 2",
          "[3] 0.5 1", "[3] 0.5 2", "[3] 1 1", "[3] 1 2",
        ]
    )
    let again = try descent.run(grid)
    #expect(again.errors == "8 runs: 0 trained, 8 done before\n")
  }

  @Test func `several jobs begin with the longest runs, and lists keep the sweep's order`() throws {
    let words = ["sweep", "data=iris", "hidden_layers=[2],[200]", "seed=1,2", "epochs=100"]
    #expect(try descent.run(words + ["--jobs", "2"]).exitCode == 0)
    let runs = try descent("export", "runs", "--format", "json").json ?? []
    #expect(runs.map { "\($0["hidden_layers"] ?? "")" } == ["[2]", "[2]", "[200]", "[200]"])
    let begun = runs.compactMap { $0["started_at"] as? String }
    #expect(begun.count == 4)
    #expect(begun[2...].max() ?? "" <= begun[..<2].min() ?? "")
  }

  @Test func `says whom a name means that is taken`() throws {
    func words(_ rates: String) -> [String] {
      ["sweep", "data=xor", "epochs=1", "--name", "g", "learning_rate=\(rates)"]
    }
    #expect(try !descent.run(words("1,2")).errors.contains("'g'"))
    let more = try descent.run(words("1,2,3")).errors
    let taken = "'g' now means this sweep, of 3 runs; an older one of 2 has the name too\n"
    #expect(more.hasPrefix(taken), "\(more)")
    #expect(try descent.run(words("1,2,3")).errors == "3 runs: 0 trained, 3 done before\n")
    let less = try descent.run(words("1,2")).errors
    let newer = "'g' means a newer sweep, of 3 runs; this one of 2 has the name too\n"
    #expect(less.hasPrefix(newer), "\(less)")
    let renamed = try descent.run(words("1,2") + ["--name", "h"]).errors
    #expect(renamed.hasPrefix("the name 'h' is not given: these points are the sweep 'g' already"))
  }

  @Test func `gives the same bits with any number of jobs`() throws {
    _ = try descent.run(grid + ["--jobs", "1", "--db", "one.db"])
    _ = try descent.run(grid + ["--jobs", "3", "--db", "three.db"])
    let one = try descent("export", "weights", "--format", "csv", "--db", "one.db")
    let three = try descent("export", "weights", "--format", "csv", "--db", "three.db")
    #expect(one.lines.count > 8)
    #expect(one.text == three.text)
  }

  @Test func `says what it would do, and makes no file`() throws {
    let outcome = try descent.run(grid + ["--dry-run"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.line(0) == "8 runs, 0 done already")
    #expect(outcome.text.contains("on disk when all are done"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/descent.db"))
    _ = try descent.run(Array(grid.dropLast(2)))
    #expect(try descent.run(grid + ["--dry-run"]).line(0) == "8 runs, 4 done already")
  }

  @Test func `foresees that runs take time which train in none`() throws {
    let many = ["sweep", "data=xor", "epochs=1", "seed=range(1,2001)", "--dry-run"]
    let line = try descent.run(many).line(1)
    #expect(line.contains(/^about [1-9][.0-9]* s with/), "\(line)")
  }

  @Test func `a name that cannot be leaves no file`() throws {
    let long = String(repeating: "x", count: 256)
    for words in [["experiment=a\u{202E}b"], ["experiment=\(long)"], ["name=\(long)"]] {
      let refused = try descent.run(["train", "data=xor", "epochs=1"] + words)
      #expect(refused.exitCode == 64, "\(refused.errors)")
      #expect(refused.errors.split(separator: "\n").count == 1)
      #expect(!refused.errors.contains("\u{202E}"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/descent.db"))
  }

  @Test func `reads W&B's files, and words win over them`() throws {
    let yaml = """
      method: grid
      parameters:
        data: {value: xor}
        epochs: {value: 2}
        learning_rate: {values: [0.1, 1e-1, 3]}
      """
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: folder.path + "/s.yaml"))
    #expect(try descent("sweep", "s.yaml").errors.contains("2 runs: 2 trained"))
    #expect(try descent("sweep", "s.yaml", "learning_rate=2").errors.contains("1 run: 1 trained"))
  }

  @Test func `names the best by the sweep's own metric`() throws {
    let outcome = try descent(
      "sweep",
      "data=iris",
      "learning_rate=0.1,1",
      "epochs=2",
      "metric=validation_accuracy"
    )
    let best = try descent("best", "best_validation_accuracy", "--format", "json", "-n", "1").json
    let value = best?.first?["best_validation_accuracy"] as? Double ?? -1
    #expect(outcome.errors.contains("best validation_accuracy \(String(value).prefix(6))"))
  }

  @Test func `takes the same points in another order for the same sweep`() throws {
    _ = try descent("sweep", "data=xor", "learning_rate=0.5,1", "epochs=1")
    _ = try descent("sweep", "data=xor", "learning_rate=1,0.5", "epochs=1")
    #expect(try descent("sweep", "status", "--format", "json").json?.count == 1)
  }

  @Test func `resumes a sweep from what is recorded of it`() throws {
    _ = try descent.run(grid)
    let outcome = try descent("sweep", "resume")
    #expect(outcome.errors == "8 runs: 0 trained, 8 done before\n")
    let status = try descent("sweep", "status", "--format", "json").json
    #expect(status?.first?["finished"] as? Int == 8)
  }

  @Test func `finishes the epoch and says how to go on when it is interrupted`() throws {
    let words = ["train", "data=digits", "hidden_layers=[64]", "epochs=100000"]
    let process = try descent.start(words)
    // The run takes minutes; whoever keeps asking sees its first epochs.
    var questions = 0
    while try epochsDone() < 3, questions < 1_000 { questions += 1 }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let runs = try descent("export", "runs", "--format", "json").json ?? []
    #expect(runs.first?["status"] as? String == "interrupted")
    let done = try epochsDone()
    #expect(done >= 3)
    let more = try descent.run(words.dropLast() + ["epochs=\(done + 1)"])
    #expect(more.errors.contains("1 trained"))
  }

  private func epochsDone() throws -> Int {
    let runs = try descent("export", "runs", "--format", "json").json
    return runs?.first?["epochs_done"] as? Int ?? 0
  }
}
