import ArgumentParser
import RunStore

/// Adds and removes tags.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Add tags to runs, or remove some.",
    discussion: """
      EXAMPLES:
        descent tag @1 --add baseline
        descent tag -F 'validation_accuracy > 0.97' --add good --remove draft -y
      """
  )

  @OptionGroup var targets: TargetOptions
  @Option(
    help: ArgumentHelp("Add this tag; may be given again.", valueName: "tag"),
    completion: .tags
  )
  var add: [String] = []
  @Option(
    help: ArgumentHelp("Remove this tag; may be given again.", valueName: "tag"),
    completion: .tags
  )
  var remove: [String] = []
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    if add.isEmpty, remove.isEmpty { throw ValidationError("give --add or --remove") }
  }

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    let runs = try targets.runs(in: store, verb: "tag")
    try store.tag(runs, adding: add, removing: remove)
    TargetOptions.tell("tagged", runs.count)
  }
}
