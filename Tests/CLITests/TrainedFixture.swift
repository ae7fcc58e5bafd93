import Experiments
import Foundation
import GRDB
import RunStore

/// A folder with runs that the program itself trained.
final class TrainedFixture {
  let folder: String
  let ask: BuiltProgram
  var database: String { folder + "/descent.db" }

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("descent-proof-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    ask = BuiltProgram(folder: folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Trains a run of the two moons, small and fast unless asked otherwise; returns its id.
  @discardableResult
  func train(_ words: String...) throws -> String {
    let fast = ["train_limit=60", "hidden_layers=[4]", "epochs=4"].filter { word in
      !words.contains { $0.hasPrefix(word.prefix { $0 != "=" } + "=") }
    }
    let data = words.contains { $0.hasPrefix("data=") } ? [] : ["data=moons"]
    let outcome = try ask.run(["train"] + data + fast + words)
    guard outcome.exitCode == 0 else { throw Refused(words: outcome.errors) }
    return outcome.text.trimmingCharacters(in: .newlines)
  }

  /// The program did not train.
  struct Refused: Error { let words: String }

  /// Changes the record behind the program's back.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: database)
    try queue.write { db in try db.execute(sql: sql) }
    try queue.close()
  }

  /// Reads the arrays of a file.
  func arrays(_ file: String) throws -> [String: NumericArray] {
    let archive = try NPZArchive(.path(folder + "/" + file))
    return try archive.names.reduce(into: [:]) { $0[$1] = try archive.array($1) }
  }
}
