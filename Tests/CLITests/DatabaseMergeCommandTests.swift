import Foundation
import Testing

@Suite struct DatabaseMergeCommandTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  func train(_ database: String, _ words: String...) throws {
    let outcome = try trained.ask.run(
      ["sweep", "data=moons", "train_limit=40", "hidden_layers=[3]", "--db", database] + words
    )
    #expect(outcome.exitCode == 0)
  }

  func exports(_ database: String) throws -> [Data] {
    try ["runs", "epochs", "layers"].map {
      try trained.ask("export", $0, "--db", database).output
    }
  }

  @Test func `either way round, exports have the same bytes`() throws {
    try train("a.db", "epochs=2", "seed=2,1,3")
    try train("b.db", "epochs=3", "seed=4,3,2")
    try train("a.db", "epochs=2", "seed=9")
    for name in ["a", "b"] {
      try FileManager.default.copyItem(
        atPath: trained.folder + "/\(name).db",
        toPath: trained.folder + "/\(name)0.db"
      )
    }
    let outcome = try trained.ask("db", "merge", "b.db", "--db", "a0.db")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.hasSuffix("b.db: 1 run added, 2 taken over, 0 already there\n"))
    #expect(try trained.ask("db", "merge", "a.db", "--db", "b0.db").exitCode == 0)
    #expect(try trained.ask("db", "merge", "b.db", "a.db", "--db", "new.db").exitCode == 0)
    let expected = try exports("a0.db")
    #expect(expected[0].count > 500)
    #expect(try exports("b0.db") == expected)
    #expect(try exports("new.db") == expected)
    #expect(try trained.ask("db", "check", "--db", "new.db").exitCode == 0)
  }

  @Test func `copies that differ are named and nothing is changed`() throws {
    try trained.train("seed=1")
    try FileManager.default.copyItem(
      atPath: trained.database,
      toPath: trained.folder + "/other.db"
    )
    let before = try exports("other.db")
    try trained.tamper("UPDATE epoch SET gradient_norm = 7 WHERE epoch = 2")
    let damaged = try trained.ask("db", "merge", "descent.db", "--db", "other.db")
    #expect(damaged.exitCode == 65)
    #expect(damaged.errors.contains("epoch 2, its numbers"))
    #expect(try exports("other.db") == before)
    #expect(try trained.ask("db", "merge", "none.db").exitCode == 66)
    #expect(try trained.ask("db", "merge", "descent.db").exitCode == 64)
  }
}
