import ArgumentParser
import RunStore

/// Deletes what is in the trash.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Delete runs that are in the trash for good; without names, all with -y.",
    discussion: """
      Their pages are free for new runs.

      EXAMPLE:
        descent purge -y
      """
  )

  @OptionGroup var targets: TargetOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    let runs = try targets.runs(in: store, inTrash: true, verb: "delete")
    TargetOptions.tell("deleted", try store.purge(runs))
  }
}
