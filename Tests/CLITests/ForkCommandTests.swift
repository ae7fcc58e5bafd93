import Foundation
import Testing

@Suite struct ForkCommandTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  @Test(arguments: ["single", "double"])
  func `is the run that a file of the weights would give`(precision: String) throws {
    let run = try trained.train("precision=\(precision)", "optimizer=adam", "--weights", "last")
    let fork = try trained.ask("fork", run, "--epoch", "2", "learning_rate=0.01", "epochs=3")
    #expect(fork.exitCode == 0, "\(fork.errors)")
    _ = try trained.ask("export", "weights", "--run", run, "--epoch", "2", "-o", "w.npz")
    let direct = try trained.ask(
      "train",
      "data=moons",
      "train_limit=60",
      "hidden_layers=[4]",
      "epochs=3",
      "precision=\(precision)",
      "optimizer=adam",
      "learning_rate=0.01",
      "initialization=w.npz",
      "--db",
      "other.db"
    )
    #expect(direct.text == fork.text)
    let columns = ["export", "epochs", "--run", "@1", "-o"]
    _ = try trained.ask.run(columns + ["a.csv"])
    _ = try trained.ask.run(columns + ["b.csv", "--db", "other.db"])
    let epochs = try ["a.csv", "b.csv"].map { file in
      try String(contentsOfFile: trained.folder + "/" + file, encoding: .utf8)
        .split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false)[0...8]
        }
    }
    #expect(epochs[0] == epochs[1])
    #expect(epochs[0].count == 5)
  }

  @Test func `begins with the parent's weights and says so`() throws {
    let run = try trained.train()
    let fork = try trained.ask("fork", "@1", "--epoch", "3", "seed=9")
    #expect(fork.exitCode == 0)
    for (name, epoch, file) in [(run, "3", "a.npz"), ("@1", "0", "b.npz")] {
      _ = try trained.ask("export", "weights", "--run", name, "--epoch", epoch, "-o", file)
    }
    #expect(try trained.arrays("a.npz") == trained.arrays("b.npz"))
    #expect(try trained.ask("show", "@1").lines.contains("note: forked from run \(run), epoch 3"))
  }

  @Test func `goes on, is verified and forks again without any file`() throws {
    try trained.train("optimizer=momentum")
    #expect(
      try trained.ask("fork", "@1", "--epoch", "1", "l2=0.5", "--weights", "none").exitCode == 0
    )
    let longer = try trained.ask("fork", "@2", "--epoch", "1", "l2=0.5", "epochs=6")
    #expect(longer.errors.contains("1 trained"), "\(longer.errors)")
    let verified = try trained.ask("verify", "@1")
    #expect(verified.text.contains("verified: 6 epochs"), "\(verified.errors) \(verified.text)")
    #expect(try trained.ask("fork", "@1", "--epoch", "2").exitCode == 0)
    #expect(try trained.ask("verify", "@1").exitCode == 0)
  }

  @Test func `a run from a file needs the file no longer`() throws {
    let run = try trained.train()
    _ = try trained.ask("export", "weights", "--run", run, "--epoch", "2", "-o", "w.npz")
    try trained.train("initialization=w.npz")
    try FileManager.default.removeItem(atPath: trained.folder + "/w.npz")
    #expect(try trained.ask("verify", "@1").exitCode == 0)
    #expect(try trained.ask("db", "check").exitCode != 70)
    try trained.tamper("UPDATE initial_weights SET weights = zeroblob(length(weights))")
    #expect(try trained.ask("verify", "@1").exitCode == 65)
  }

  @Test func `refuses what is no fork of the run`() throws {
    try trained.train()
    let larger = try trained.ask("fork", "@1", "hidden_layers=[5]")
    #expect(larger.exitCode == 65)
    #expect(larger.errors.contains("array 'w2' has the shape [4, 2]"))
    #expect(try trained.ask("fork", "@1", "initialization=zeros").exitCode == 64)
    #expect(try trained.ask("fork", "@1", "learning_rate=1,2").exitCode == 64)
    #expect(try trained.ask("fork", "@1", "--epoch", "9").exitCode == 66)
    #expect(try trained.ask("runs", "--format", "jsonl").lines.count == 1)
  }
}
