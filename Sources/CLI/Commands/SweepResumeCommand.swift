import ArgumentParser
import Experiments
import RunStore

/// Goes on with a sweep whose words are no longer at hand.
struct SweepResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Train what is left of a sweep; each run goes on at its last recorded epoch.",
    discussion: """
      EXAMPLE:
        descent sweep resume
      """
  )

  @Argument(help: "The sweep's name; the last one launched by default.", completion: .sweeps)
  var name: String?
  @OptionGroup var database: DatabaseOption
  @Option(help: ArgumentHelp("Runs trained side by side (default: the cores).", valueName: "n"))
  var jobs: Int?
  @Option(help: ArgumentHelp("Threads for each run; they change no bit.", valueName: "n"))
  var threads = 1

  func validate() throws { try WorkerLimits.check(threads: threads) }

  func run() throws {
    let plan = try recordedPlan()
    let outcome = try Launch(
      database: database.path,
      plan: plan,
      shelf: DataShelf(),
      weights: try WeightsPolicy(plan.weights),
      jobs: WorkerLimits.jobs(jobs, threads: threads),
      threads: threads
    ).run()
    StandardError.write(outcome.summary)
    if outcome.display.failed > 0 { throw Failure.no("\(outcome.display.failed) runs failed") }
  }

  private func recordedPlan() throws -> SweepPlan {
    let store = try database.open(.read)
    defer { try? store.close() }
    let sweep = try store.sweep(named: name)
    let runs = try store.points(of: sweep).map { point in
      PlannedRun(
        id: point.run,
        definition: try Definition(
          stored: point.definition.values,
          data: point.definition.data,
          initialWeights: point.definition.initialWeights
        )
      )
    }
    return SweepPlan(
      experiment: sweep.experiment,
      name: sweep.name,
      source: sweep.source,
      weights: sweep.weights,
      metric: sweep.metric,
      goal: sweep.goal,
      runs: runs
    )
  }
}
