import Foundation
import Testing

@Suite struct DatabaseSalvageCommandTests {
  let record: TrainedFixture

  init() throws { record = try TrainedFixture() }

  private let sweep = [
    "sweep", "data=moons", "train_limit=60", "hidden_layers=[4]", "epochs=4",
    "optimizer=sgd,momentum,adam", "seed=1,2", "--name", "s",
  ]

  /// What the definitions determine: all columns of the epochs but how long they took.
  private func numbers(_ database: String) throws -> [String] {
    let columns = "run,epoch,train_cost,validation_cost,gradient_norm,weight_norm,train_accuracy"
    let sql = "SELECT \(columns) FROM epochs ORDER BY run, epoch"
    return try record.ask("sql", sql, "--format", "csv", "--db", database).lines
  }

  @Test func `what was lost is trained again to the same numbers`() throws {
    #expect(try record.ask.run(sweep).exitCode == 0)
    let before = try numbers("descent.db")
    #expect(before.count == 6 * 5 + 1)
    try record.tamper(
      """
      UPDATE state SET optimizer = weights WHERE run IN (2, 3, 4);
      UPDATE epoch SET train_cost = 9 WHERE run IN (1, 4) AND epoch = 2;
      UPDATE run SET seed = 7 WHERE id = 5;
      """
    )
    let salvaged = try record.ask("db", "salvage", "descent.db", "new.db", "--format", "csv")
    #expect(salvaged.exitCode == 0)
    #expect(
      salvaged.lines.prefix(5) == [
        "what,read,lost", "runs,5,1", "epochs,19,11", "weights,19,11", "states,3,3",
      ]
    )
    #expect(try record.ask("db", "check", "--db", "new.db").exitCode == 0)
    let again = try record.ask.run(sweep + ["--db", "new.db"])
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(try numbers("new.db") == before)
    #expect(try record.ask("db", "check", "--db", "new.db").exitCode == 0)
    let verified = try record.ask.run(["verify", "--db", "new.db"] + (1...6).map { "@\($0)" })
    #expect(verified.exitCode == 0, "\(verified.errors)")
  }

  @Test func `lists what was lost, and refuses a name that is taken or a file with nothing in it`()
    throws
  {
    let run = try record.train()
    try record.tamper("UPDATE epoch SET train_cost = 9 WHERE epoch = 3")
    let words = ["db", "salvage", "descent.db", "new.db"]
    let salvaged = try record.ask.run(words + ["--lost", "--format", "csv"])
    #expect(salvaged.lines.dropFirst() == ["\(run),3,the epochs up to 4"])
    #expect(try record.ask.run(words).exitCode == 73)
    try Data(count: 8192).write(to: URL(fileURLWithPath: record.folder + "/zeros.db"))
    let nothing = try record.ask("db", "salvage", "zeros.db", "saved.db")
    #expect(nothing.exitCode == 65)
    #expect(nothing.errors.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: record.folder + "/saved.db"))
    let missing = try record.ask("db", "salvage", "none.db", "saved.db")
    #expect(missing.exitCode == 66)
    #expect(missing.errors.hasSuffix("none.db: there is no such file\n"))
  }
}
