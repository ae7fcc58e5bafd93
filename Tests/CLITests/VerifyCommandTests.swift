import Foundation
import Testing

@Suite struct VerifyCommandTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  @Test(arguments: [
    [], ["precision=double"], ["optimizer=momentum"], ["optimizer=nesterov"],
    ["optimizer=rmsprop"], ["optimizer=adam", "precision=double"], ["optimizer=adamw"],
    ["dropout=0.25"], ["schedule=plateau", "schedule_epochs=1", "learning_rate=5"],
    ["schedule=cosine"], ["early_stopping=1", "min_delta=1"], ["gradient_clip=0.1"],
    ["l1=0.1", "l2=0.1", "mini_batch_size=all", "shuffle=false"], ["learning_rate=1e308"],
    ["task=regression", "cost=quadratic"],
  ])
  func `an honest run is what training again gives`(words: [String]) throws {
    let outcome = try trained.ask.run(
      ["train", "data=moons", "train_limit=60", "hidden_layers=[4]", "epochs=4"] + words
    )
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let verified = try trained.ask("verify", "@1", "--threads", "2")
    #expect(verified.exitCode == 0, "\(verified.errors) \(verified.text)")
    #expect(verified.text.contains(" verified: "))
  }

  @Test func `tells what was compared, and keeps who verified it when`() throws {
    let run = try trained.train("hidden_layers=[4,3]", "epochs=2")
    let outcome = try trained.ask("verify", "@1")
    #expect(
      outcome.text == """
        run \(run.prefix(8)) verified: 2 epochs, 29 numbers each, weights of 3 epochs\n
        """
    )
    let kept = try trained.ask(
      "sql",
      """
      SELECT v.epochs, v.difference, e.kernel = t.kernel, e.command_line FROM verification AS v
      JOIN environment AS e ON e.id = v.environment JOIN run AS r ON r.id = v.run
      JOIN environment AS t ON t.id = r.environment
      """,
      "--format",
      "csv"
    )
    #expect(kept.line(1).hasPrefix("2,,1,"), "\(kept.text) \(kept.errors)")
    #expect(kept.line(1).hasSuffix("verify @1"))
  }

  @Test(arguments: [
    ("UPDATE epoch SET train_cost = train_cost + 1e-15 WHERE epoch = 2", "epoch 2, train_cost: "),
    ("UPDATE epoch SET learning_rate = 0.25 WHERE epoch = 3", "epoch 3, learning_rate: 0.25 "),
    ("UPDATE epoch SET examples = 5 WHERE epoch = 1", "epoch 1, examples: 5 recorded, 48 trained"),
    (
      "UPDATE layer SET saturated = NULL WHERE epoch = 4 AND layer = 2",
      "epoch 4, layer 2, saturated: nothing"
    ),
    (
      "UPDATE layer SET delta_norm = 0 WHERE epoch = 1 AND layer = 3",
      "epoch 1, layer 3, delta_norm: 0 "
    ),
    (
      "UPDATE layer SET weights_digest = zeroblob(16) WHERE epoch = 2 AND layer = 3",
      "epoch 2, layer 3, weights_digest: "
    ),
    (
      "UPDATE weights SET weights = zeroblob(length(weights)) WHERE epoch = 2 AND layer = 2",
      "epoch 2, layer 2, w^2_1,1: 0.0 recorded"
    ),
    (
      "UPDATE weights SET biases = zeroblob(16) WHERE epoch = 0 AND layer = 2",
      "epoch 0, layer 2, b^2_1: 0.0 recorded"
    ),
    ("DELETE FROM epoch WHERE epoch = 3", "epoch 3, epoch: nothing recorded"),
  ])
  func `names what was changed behind the program's back`(sql: String, place: String) throws {
    try trained.train()
    try trained.tamper(sql)
    let outcome = try trained.ask("verify", "@1")
    #expect(outcome.exitCode == 1)
    #expect(outcome.text.contains("differs: \(place)"), "\(outcome.text) \(outcome.errors)")
    #expect(outcome.errors == "descent: error: 1 of 1 runs trained again is not as recorded\n")
  }

  @Test func `an altered definition is not the run's`() throws {
    try trained.train()
    try trained.tamper("UPDATE run SET learning_rate = 0.25")
    let outcome = try trained.ask("verify", "@1")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("its definition was altered"))
  }

  @Test func `data that changed or is gone ends with the reason`() throws {
    let file = trained.folder + "/points.csv"
    let rows = (0..<30).map { "\($0),\($0 % 7),\($0 % 2)" }
    try (["x,y,class"] + rows).joined(separator: "\n").write(
      toFile: file,
      atomically: true,
      encoding: .utf8
    )
    try trained.train("data=points.csv")
    #expect(try trained.ask("verify", "@1").exitCode == 0)
    try (["x,y,class"] + rows.reversed()).joined(separator: "\n")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let changed = try trained.ask("verify", "@1")
    #expect(changed.exitCode == 65)
    #expect(changed.errors.contains("'points.csv' is not what it was"))
    try FileManager.default.removeItem(atPath: file)
    #expect(try trained.ask("verify", "@1").exitCode == 66)
  }

  @Test func `answers with rows, for the runs that a condition chooses`() throws {
    try trained.train("seed=1")
    let second = try trained.train("seed=2", "--weights", "last")
    let outcome = try trained.ask("verify", "-F", "seed = 2", "--format", "json")
    let row = try #require(outcome.json?.first)
    #expect(outcome.json?.count == 1)
    #expect(row["run"] as? String == second)
    #expect(row["verified"] as? Bool == true)
    #expect(row["kept_weights"] as? Int == 0)
  }

  @Test func `a forced sweep trains what is done again and compares`() throws {
    let words = ["data=moons", "train_limit=60", "hidden_layers=[4]", "epochs=2"]
    #expect(try trained.ask.run(["sweep", "seed=1,2"] + words).exitCode == 0)
    let more = try trained.ask.run(["sweep", "seed=1,2,3", "--force"] + words)
    #expect(more.exitCode == 0, "\(more.errors)")
    let verified = more.errors.split(separator: "\n").filter { $0.contains(" verified: 2 epochs") }
    #expect(verified.count == 2)
    #expect(more.errors.contains("1 trained, 2 done before"))
    try trained.tamper("UPDATE epoch SET gradient_norm = 1 WHERE run = 2 AND epoch = 1")
    let changed = try trained.ask.run(["sweep", "seed=1,2,3", "--force"] + words)
    #expect(changed.exitCode == 1)
    #expect(changed.errors.contains("differs: epoch 1, gradient_norm: 1 recorded"))
    #expect(changed.errors.hasSuffix("1 of 3 runs trained again is not as recorded\n"))
  }
}
