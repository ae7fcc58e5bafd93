import ArgumentParser
import RunStore

/// Writes a note to a run.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write a note to a run in place of the one before.",
    discussion: """
      An empty text removes the note.

      EXAMPLE:
        descent note @1 'the one in the paper'
      """
  )

  @Argument(
    help: ArgumentHelp("The beginning of its id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  )
  var name: String
  @Argument(help: "The note.") var text: String
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.write)
    defer { try? store.close() }
    try store.note(text, on: try store.run(named: name))
  }
}
