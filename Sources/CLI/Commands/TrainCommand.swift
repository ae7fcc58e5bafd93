import ArgumentParser
import Experiments
import RunStore

/// Trains one run.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one run, or go on with it where it stopped.",
    discussion: """
      The run's id is the digest of its definition: the same words train the same run, and a second \
      time there is nothing left to do. Its id goes to standard output.

      EXAMPLE:
        descent train data=digits 'hidden_layers=[30]' learning_rate=0.5 epochs=20
      """
  )

  @OptionGroup var options: TrainingOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let request = try options.request()
    let weights = try WeightsPolicy(options.weights)
    let shelf = DataShelf(dropsMissing: request.dropsMissing)
    let run = PlannedRun(definition: try shelf.definition(try request.settings()))
    let plan = SweepPlan(
      experiment: request.experiment ?? "default",
      name: request.name,
      source: options.words.joined(separator: " "),
      weights: weights.description,
      metric: request.metric?.name.rawValue,
      runs: [run]
    )
    let outcome = try Launch(
      database: database.path,
      plan: plan,
      shelf: shelf,
      weights: weights,
      jobs: 1,
      threads: options.threads
    ).run()
    StandardError.write(outcome.summary)
    let output = try Output(path: nil)
    try output.write("\(output.isTerminal ? run.id.short : run.id.description)\n")
    try output.finish()
    if outcome.display.failed > 0 { throw Failure.no("the run failed") }
  }
}
