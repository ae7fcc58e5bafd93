import ArgumentParser
import RunStore

/// Takes runs out of the trash.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Take runs out of the trash; without names, all of them with -y.",
    discussion: """
      EXAMPLES:
        descent runs --trash
        descent restore 1a2b3c4d
      """
  )

  @OptionGroup var targets: TargetOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    let runs = try targets.runs(in: store, inTrash: true, verb: "restore")
    try store.setTrashed(runs, false)
    TargetOptions.tell("restored", runs.count)
  }
}
