import ArgumentParser
import Experiments
import Reports
import RunStore

/// Holds everything recorded against its digests.
struct DatabaseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find damage: a flipped bit in any recorded number or weight is named.",
    discussion: """
      Ends with 0 where everything is as it was recorded, else with 65 and a row for each damage.

      EXAMPLE:
        descent db check
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let damages = try store.check()
    guard !damages.isEmpty else {
      StandardError.write("everything is as it was recorded\n")
      return
    }
    let columns = [Column("run", .identifier), Column("epoch", .number), Column("damage")]
    let rows = damages.map { damage in
      [Field(damage.run?.description), Field(damage.epoch), .text(damage.what)]
    }
    try Answer.write(output, columns: columns, rows: rows)
    throw Failure.damaged(path: store.path, count: damages.count)
  }
}
