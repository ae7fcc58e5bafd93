import ArgumentParser
import RunStore

/// Marks a sweep as not to be resumed.
struct SweepCancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Give a sweep up; what it recorded stays, and launching it again takes this back.",
    discussion: """
      EXAMPLE:
        descent sweep cancel demo
      """
  )

  @Argument(help: "The sweep's name; the last one launched by default.", completion: .sweeps)
  var name: String?
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    let sweep = try store.sweep(named: name)
    try store.cancel(sweep)
    StandardError.write("sweep '\(sweep.name)' is cancelled\n")
  }
}
