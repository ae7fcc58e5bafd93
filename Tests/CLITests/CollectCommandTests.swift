import Foundation
import Testing

@Suite struct CollectCommandTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  var size: Int? {
    (try? FileManager.default.attributesOfItem(atPath: trained.database))?[.size] as? Int
  }

  @Test func `what is dropped is rebuilt with the same bits, and the file shrinks`() throws {
    try trained.train("hidden_layers=[96,96]", "epochs=12")
    let export = ["export", "weights", "--run", "@1", "--epoch", "5", "-o"]
    #expect(try trained.ask.run(export + ["before.npz"]).exitCode == 0)
    let before = size ?? 0
    let forecast = try trained.ask("gc", "--dry-run", "--keep", "last")
    #expect(forecast.errors.hasPrefix("would drop the weights of 12 epochs of 1 run"))
    #expect(size == before)
    let predicted = try Self.kilobytes(forecast.errors)
    let outcome = try trained.ask("gc", "--keep", "last")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.hasPrefix("dropped the weights of 12 epochs of 1 run"))
    let after = Double(size ?? before)
    #expect(after < Double(before) / 2)
    #expect(abs(predicted * 1000 - after) < after / 10)
    let was = try #require(outcome.errors.firstMatch(of: #/was ([0-9.]+) kB/#))
    #expect(try abs(#require(Double(was.output.1)) * 1000 - Double(before)) < Double(before) / 20)
    #expect(try abs(Self.kilobytes(outcome.errors) * 1000 - after) <= after / 20)
    #expect(try trained.ask.run(export + ["after.npz"]).exitCode == 0)
    #expect(try trained.arrays("before.npz") == trained.arrays("after.npz"))
    #expect(try trained.ask("db", "check").exitCode == 0)
    #expect(try trained.ask("gc").errors.hasPrefix("dropped the weights of 0 epochs of 0 runs"))
  }

  /// The size in the last line, which ends as in `a.db: about 120 kB, now 900 kB`.
  private static func kilobytes(_ text: String) throws -> Double {
    let size = try #require(text.firstMatch(of: #/: (?:about )?([0-9.]+) kB, /#))
    return try #require(Double(size.output.1))
  }

  @Test func `runs whose data are gone keep their weights`() throws {
    let rows = (0..<30).map { "\($0),\($0 * $0),\($0 % 2)" }.joined(separator: "\n")
    let file = trained.folder + "/points.csv"
    try Data("a,b,y\n\(rows)\n".utf8).write(to: URL(fileURLWithPath: file))
    try trained.train("data=points.csv", "train_limit=20")
    try FileManager.default.removeItem(atPath: file)
    let outcome = try trained.ask("gc", "--keep", "last")
    #expect(outcome.errors.contains("kept all of 1 run that cannot be trained again\n"))
    #expect(try trained.ask("export", "weights", "--run", "@1", "--epoch", "1").exitCode == 0)
  }

  @Test func `chooses runs by age and condition, and what is kept by name or number`() throws {
    try trained.train("seed=1")
    try trained.train("seed=2")
    let dropped = "would drop the weights of"
    func forecast(_ words: String...) throws -> String {
      try trained.ask.run(["gc", "--dry-run"] + words).errors
    }
    #expect(try forecast("--older-than", "30d").hasPrefix("\(dropped) 0 epochs"))
    #expect(
      try forecast("-F", "seed = 2", "--keep", "last").hasPrefix("\(dropped) 4 epochs of 1 run")
    )
    #expect(try forecast("--keep", "2").hasPrefix("\(dropped) 4 epochs of 2 runs"))
    #expect(try trained.ask("gc", "--keep", "worst").exitCode == 64)
  }
}
