import ArgumentParser
import Experiments
import RunStore

/// Puts runs into the trash.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Put runs into the trash, where no list sees them.",
    discussion: """
      'descent restore' takes them out again, as launching them does; 'descent purge' deletes them.

      EXAMPLES:
        descent rm @1
        descent rm -F 'status = failed' -y
      """
  )

  @OptionGroup var targets: TargetOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    let runs = try targets.runs(in: store, verb: "put into the trash")
    for run in runs where try store.details(of: run).summary.status == .running {
      throw Failure.no("run \(run.short) is being trained; stop it first")
    }
    try store.setTrashed(runs, true)
    TargetOptions.tell("put into the trash:", runs.count)
  }
}
