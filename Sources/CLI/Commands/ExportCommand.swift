import ArgumentParser

/// Writes the full record: never cut, never sampled.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "The full record in any format: runs, epochs, layers, findings, weights.",
    discussion: """
      Nothing is cut unless -n says so, and nothing is sampled; the number of rows goes to standard \
      error. Rows are ordered by run in the sweep's order, then by epoch, layer, j and k.

      EXAMPLES:
        descent export runs -o runs.csv
        descent export epochs --run @1 --format json
        descent export epochs --sort -validation_accuracy -n 3
        descent export weights --run @1 --epoch 5 --format npz -o weights.npz
      """,
    subcommands: [
      ExportRunsCommand.self, ExportEpochsCommand.self, ExportLayersCommand.self,
      ExportFindingsCommand.self, ExportWeightsCommand.self,
    ]
  )
}
