import ArgumentParser
import Foundation
import RunStore

/// The program: one verb a file, and one place where errors become words and exit codes.
@main
struct Descent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descent",
    abstract: "Train neural networks over grids of hyperparameters, record every epoch, ask.",
    discussion: """
      One file holds everything: --db FILE, or DESCENT_DB, or the descent.db nearest above.

      EXAMPLES:
        descent sweep data=digits 'hidden_layers=[16],[32]' l2=0,0.1 --seeds 3
        descent runs --sort validation_cost -n 10
        descent show @1
      """,
    version: Program.version,
    subcommands: [
      TrainCommand.self,
      SweepCommand.self,
      RunsCommand.self,
      ShowCommand.self,
      BestCommand.self,
      CompareCommand.self,
      GroupCommand.self,
      ImportanceCommand.self,
      ExportCommand.self,
      TagCommand.self,
      NoteCommand.self,
      RemoveCommand.self,
      RestoreCommand.self,
      PurgeCommand.self,
      CollectCommand.self,
      RenameCommand.self,
      SQLCommand.self,
      VerifyCommand.self,
      GradcheckCommand.self,
      TraceCommand.self,
      ForkCommand.self,
      DataCommand.self,
      DatabaseCommand.self,
      DoctorCommand.self,
      CompletionCommand.self,
      ManualCommand.self,
    ]
  )

  static func main() {
    StandardStreams.prepare()
    RunStore.keepNoMemoryCount()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Ending(of: error, in: self, words: Array(CommandLine.arguments.dropFirst())).exit()
    }
  }
}
