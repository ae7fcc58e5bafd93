import ArgumentParser

/// Trains the points of a grid or a random search; its own options are those of `SweepRunCommand`.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train a grid or a random search; what is done is not trained again.",
    subcommands: [
      SweepRunCommand.self, SweepStatusCommand.self, SweepResumeCommand.self,
      SweepCancelCommand.self,
    ],
    defaultSubcommand: SweepRunCommand.self
  )
}
