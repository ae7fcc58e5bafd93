import ArgumentParser

/// Trains the points of a grid or a random search.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train a grid or a random search; what is done is not trained again.",
    discussion: """
      A key with several values is an axis: commas, range(1,4), range[1:4], linspace[0:1:5],
      logspace[-3:0:4]; uniform[a:b] and loguniform[a:b] make it a random search, which needs
      run_cap=N. A file has the shape of W&B's sweep files.

      EXAMPLES:
        descent sweep data=digits 'hidden_layers=[16],[32]' learning_rate=0.1,0.5 --seeds 3
        descent sweep sweep.yaml --jobs 2 --dry-run
        descent sweep status
      """,
    subcommands: [
      SweepRunCommand.self, SweepStatusCommand.self, SweepResumeCommand.self,
      SweepCancelCommand.self,
    ],
    defaultSubcommand: SweepRunCommand.self
  )
}
