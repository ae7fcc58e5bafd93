import ArgumentParser
import Experiments
import Foundation
import Kernels
import RunStore

/// Launches a sweep; the verb that `sweep` stands for.
struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train a grid or a random search; what is done is not trained again.",
    usage: "descent sweep [<file.yaml>] [<key=a,b> ...] [<options>]",
    discussion: """
      A key with several values is an axis: commas, range(1,4), range[1:4], linspace[0:1:5], \
      logspace[-3:0:4]; uniform[a:b] and loguniform[a:b] make it a random search, which needs \
      run_cap=N. A file has the shape of W&B's sweep files.

      EXAMPLES:
        descent sweep data=digits 'hidden_layers=[16],[32]' l2=0,0.1 --seeds 3
        descent sweep sweep.yaml --jobs 2 --dry-run
        descent sweep status
      """,
    shouldDisplay: false
  )

  @OptionGroup var options: TrainingOptions
  @OptionGroup var database: DatabaseOption

  @Option(help: ArgumentHelp("Runs trained side by side (default: the cores).", valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Every point with the seeds 1…N.", valueName: "N"))
  var seeds: Int?

  @Option(help: ArgumentHelp("The sweep's name.", valueName: "name"))
  var name: String?

  @Flag(help: "Say what would be trained, how long it takes and how much it writes.")
  var dryRun = false

  @Flag(help: "Train what is done again and compare every bit, as 'verify' does.")
  var force = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs '\(jobs)' is not at least 1") }
    if let seeds, seeds < 1 { throw ValidationError("--seeds '\(seeds)' is not at least 1") }
  }

  func run() throws {
    var request = try options.request()
    if let seeds { request = request.overridden(by: Self.seeds(seeds)) }
    if let name { request.name = name }
    if !request.ignored.isEmpty {
      StandardError.write("left aside: \(request.ignored.joined(separator: ", "))\n")
    }
    let weights = try WeightsPolicy(options.weights)
    let shelf = DataShelf(dropsMissing: request.dropsMissing)
    let sweep = try Sweep(request) { try shelf.definition($0) }
    let forecast = try SweepForecast(sweep, shelf: shelf, weights: weights)
    if dryRun {
      return try DryRun(sweep, forecast, database: database.path, jobs: usedJobs).print()
    }
    if forecast.bytes > SweepForecast.worthSaying { StandardError.write(forecast.sizeWarning) }
    let done = force ? try runsDone(of: sweep) : []
    let outcome = try Launch(
      database: database.path,
      plan: SweepPlan(sweep, source: options.words, weights),
      shelf: shelf,
      weights: weights,
      jobs: usedJobs,
      threads: options.threads
    ).run()
    StandardError.write(outcome.summary)
    if outcome.display.failed > 0 {
      throw Failure.no("\(outcome.display.failed) of \(sweep.runs.count) runs failed")
    }
    try verify(done, shelf)
  }

  /// The runs of a sweep that were done before it was launched.
  private func runsDone(of sweep: Sweep) throws -> [RunID] {
    guard FileManager.default.fileExists(atPath: database.path) else { return [] }
    let store = try database.open(.read)
    defer { try? store.close() }
    return try store.outlook(of: sweep.runs).filter { $0.ending != nil }.map(\.run)
  }

  /// Trains runs again, compares them with their record, and says what came of it.
  private func verify(_ runs: [RunID], _ shelf: DataShelf) throws {
    guard !runs.isEmpty else { return }
    let store = try database.openForEvidence()
    defer { try? store.close() }
    let verifying = Verifying(store, shelf: shelf, threads: options.threads)
    var different = 0
    for run in runs {
      let outcome = try verifying.verify(run)
      StandardError.write("\(outcome.text)\n")
      different += outcome.result.difference == nil ? 0 : 1
    }
    guard different == 0 else { throw Failure.notAsRecorded(different, of: runs.count) }
  }

  private var usedJobs: Int { WorkerLimits.jobs(jobs, threads: options.threads) }

  private static func seeds(_ count: Int) -> SearchRequest {
    var request = SearchRequest()
    request.seeds = count
    return request
  }
}

extension SweepPlan {
  /// The plan of a sweep as it was asked for.
  init(_ sweep: Sweep, source: [String], _ weights: WeightsPolicy) {
    self.init(
      experiment: sweep.experiment ?? "default",
      name: sweep.name,
      source: source.joined(separator: " "),
      weights: weights.description,
      metric: sweep.metric?.name.rawValue,
      goal: sweep.metric?.goal,
      runs: sweep.runs
    )
  }
}
