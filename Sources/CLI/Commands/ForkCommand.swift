import ArgumentParser
import Experiments
import RunStore

/// Starts a new run from the recorded weights of another.
struct ForkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork",
    abstract: "Train a new run from another's weights, with some keys changed.",
    discussion: """
      The new run has the keys of the old one, those given in place of its own, and begins with \
      its weights of an epoch; its epochs count from 0 again. It is the run that exporting the \
      weights and training with initialization=FILE.npz would be, id and all, but needs no file: \
      the database keeps the weights. A note says where it came from. Its id goes to standard \
      output.

      EXAMPLE:
        descent fork @1 --epoch 5 learning_rate=0.1 epochs=10
      """
  )

  @Argument(
    help: ArgumentHelp("The beginning of its id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  )
  var name: String
  @Argument(
    help: ArgumentHelp("Keys that change.", valueName: "key=value"),
    completion: .settings
  )
  var words: [String] =
    []
  @Option(help: ArgumentHelp("The weights of this epoch; by default the last.", valueName: "epoch"))
  var epoch: Int?
  @Option(
    help: ArgumentHelp(
      "Which epochs' weights are kept: every, a number n for each n-th, best, last or none.",
      valueName: "policy"
    )
  )
  var weights = "every"
  @Option(help: ArgumentHelp("Threads for the run; they change no bit.", valueName: "n"))
  var threads = 1
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    try WorkerLimits.check(threads: threads)
  }

  func run() throws {
    let request = try SearchRequest(arguments: words)
    let policy = try WeightsPolicy(weights)
    let shelf = DataShelf(dropsMissing: request.dropsMissing)
    let (run, experiment) = try plan(request, shelf)
    let outcome = try Launch(
      database: database.path,
      plan: sweep(run, experiment, request, policy),
      shelf: shelf,
      weights: policy,
      jobs: 1,
      threads: threads
    ).run()
    StandardError.write(outcome.summary)
    let output = try Output(path: nil)
    try output.write("\(output.isTerminal ? run.id.short : run.id.description)\n")
    try output.finish()
    if outcome.display.failed > 0 { throw Failure.no("the run failed") }
  }

  /// Registers the new run with its first weights and a note, so that it can be resumed whatever
  /// happens next.
  private func plan(
    _ request: SearchRequest,
    _ shelf: DataShelf
  ) throws -> (run: PlannedRun, experiment: String?) {
    let store = try database.open(.write)
    defer { try? store.close() }
    let parent = try RecordedRun(
      try store.run(named: name),
      in: store,
      data: RecordedData(store, datasets: RecordedDatasets(shelf))
    )
    let epoch = try epoch ?? parent.lastEpoch()
    let file = InitialWeightsFile(
      try parent.weights(of: epoch, threads: threads),
      label: "\(parent.planned.id.short)@\(epoch).npz"
    )
    let definition = try definition(of: parent, request, shelf, from: file)
    let run = PlannedRun(definition: definition)
    let experiment = request.experiment ?? parent.details.experiment
    let policy = try WeightsPolicy(weights)
    try store.keep(file)
    _ = try store.plan(
      sweep(run, experiment, request, policy),
      numericsVersion: Numerics.version
    )
    if try store.details(of: run.id).note == nil {
      try store.note("forked from run \(parent.planned.id), epoch \(epoch)", on: run.id)
    }
    return (run, experiment)
  }

  /// The parent's definition with the keys given, beginning with the weights.
  ///
  /// - Throws: `TrainingError` where the weights are not of the new run's network, and what
  ///   resolving throws.
  private func definition(
    of parent: RecordedRun,
    _ request: SearchRequest,
    _ shelf: DataShelf,
    from file: InitialWeightsFile
  ) throws -> Definition {
    let given = try request.settings()
    guard given[.initialization] == nil else {
      throw Failure.usage(
        "a fork begins with the weights of its parent",
        hint: "leave out initialization"
      )
    }
    var settings = Settings(parent.planned.definition)
    for (key, value) in given.values { settings[key] = value }
    settings[.initialization] = .text(file.path)
    let changesData = given[.data] != nil || given[.task] != nil || given[.target] != nil
    let dataset = changesData ? try shelf.dataset(settings) : parent.dataset
    let definition = try Definition(
      resolving: settings,
      for: dataset.traits(label: settings[.data]?.description ?? ""),
      initialWeights: Definition.Source(label: file.path, digest: file.digest.bytes)
    )
    _ = try file.network(
      sizes: [dataset.featureCount] + definition.hiddenLayers + [dataset.outputCount],
      activation: definition.activation,
      outputActivation: definition.outputActivation
    )
    return definition
  }

  private func sweep(
    _ run: PlannedRun,
    _ experiment: String?,
    _ request: SearchRequest,
    _ policy: WeightsPolicy
  ) -> SweepPlan {
    SweepPlan(
      experiment: experiment ?? "default",
      name: request.name,
      source: (["fork", name] + words).joined(separator: " "),
      weights: policy.description,
      metric: request.metric?.name.rawValue,
      runs: [run]
    )
  }
}
