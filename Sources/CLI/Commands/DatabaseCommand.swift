import ArgumentParser

/// The file itself.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db",
    abstract: "The database file itself.",
    discussion: """
      EXAMPLE:
        descent db check
      """,
    subcommands: [
      DatabaseInfoCommand.self, DatabaseCheckCommand.self, DatabaseMergeCommand.self,
      DatabaseBackupCommand.self, DatabaseSalvageCommand.self,
    ]
  )
}
