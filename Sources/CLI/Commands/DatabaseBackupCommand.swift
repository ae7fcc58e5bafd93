import ArgumentParser
import RunStore

/// Copies the file as it is at this moment.
struct DatabaseBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the database as it is at this moment, while runs are trained into it.",
    discussion: """
      The copy is checked, every digest of it, and has its name once it is whole.

      EXAMPLE:
        descent db backup monday.db
      """
  )

  @Argument(help: ArgumentHelp("The file to make.", valueName: "file"))
  var file: String
  @Flag(help: "Replace a file of this name.") var force = false
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    try store.backUp(to: file, isReplacing: force)
    StandardError.write("\(file): a whole copy of \(store.path)\n")
  }
}
