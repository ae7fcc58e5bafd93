import Foundation
import Testing

@Suite struct RebuiltWeightsTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  @Test(arguments: [
    ("sgd", "3"), ("momentum", "3"), ("nesterov", "last"), ("rmsprop", "best"), ("adam", "none"),
    ("adamw", "last"),
  ])
  func `weights that were not kept are those that would have been`(
    optimizer: String,
    policy: String
  ) throws {
    let words = [
      "optimizer=\(optimizer)", "epochs=8", "dropout=0.25", "schedule=plateau", "schedule_epochs=1",
      "learning_rate=0.05", "data=moons", "train_limit=60", "hidden_layers=[4]",
    ]
    #expect(try trained.ask.run(["train"] + words + ["--db", "every.db"]).exitCode == 0)
    let kept = ["train"] + words + ["--weights", policy]
    #expect(try trained.ask.run(kept).exitCode == 0)
    for epoch in 0...8 {
      let export = ["export", "weights", "--run", "@1", "--epoch", "\(epoch)", "-o"]
      let rebuilt = try trained.ask.run(export + ["a.npz"])
      #expect(rebuilt.exitCode == 0, "\(rebuilt.errors)")
      #expect(try trained.ask.run(export + ["b.npz", "--db", "every.db"]).exitCode == 0)
      let files = ["a.npz", "b.npz"].map {
        FileManager.default.contents(atPath: trained.folder + "/" + $0)
      }
      #expect(files[0] == files[1], "epoch \(epoch)")
    }
  }

  @Test func `weights that contradict their digest are refused`() throws {
    try trained.train("--weights", "last")
    try trained.tamper("UPDATE layer SET weights_digest = zeroblob(16) WHERE epoch = 2")
    let outcome = try trained.ask("export", "weights", "--run", "@1", "--epoch", "2", "-o", "w.npz")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("does not give the weights of epoch '2'"))
  }
}
