import ArgumentParser
import Reports
import RunStore

/// Gives an experiment or a sweep another name.
struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give an experiment, or with --sweep a sweep, another name.",
    discussion: """
      Where there is an experiment of the new name, both become one; -y does it.

      EXAMPLES:
        descent rename draft paper
        descent rename --sweep 1a2b3c4d 'learning rates'
      """
  )

  @Argument(help: ArgumentHelp("The name it has.", valueName: "old")) var old: String
  @Argument(help: ArgumentHelp("The name it shall have.", valueName: "new")) var new: String
  @Flag(help: "Rename a sweep.") var sweep = false
  @Flag(name: [.short, .long], help: "Make two experiments one.") var yes = false
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    guard !sweep else { return try store.rename(try store.sweep(named: old), to: new) }
    if !yes, old != new, let count = try store.sweepCount(ofExperiment: new),
      try store.sweepCount(ofExperiment: old) != nil
    {
      throw Failure.no(
        "'\(new)' is there, with \(CountText.of(count, "sweep")); -y makes both one"
      )
    }
    let count = try store.renameExperiment(old, to: new)
    StandardError.write("renamed '\(old)', \(CountText.of(count, "sweep"))\n")
  }
}
