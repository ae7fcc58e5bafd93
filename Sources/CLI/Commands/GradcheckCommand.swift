import ArgumentParser
import Experiments
import NeuralNetwork
import Reports
import RunStore

/// Compares BP1 to BP4 with central differences on a run's own network and data.
struct GradcheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradcheck",
    abstract: "Compare backpropagation with central differences on a run's network and data.",
    discussion: """
      Every parameter of a small layer, a seeded sample of a large one, is moved both ways for each \
      example, in double precision and without dropout; of three steps the best counts. What lies \
      on a kink of relu and the like, where there is no derivative, is left out and counted. The \
      exit code is 1 where an error is above the tolerance, and the database keeps the evidence.

      EXAMPLE:
        descent gradcheck @1 --epoch 5 --examples 20
      """
  )

  @Argument(
    help: ArgumentHelp("The beginning of its id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  )
  var name: String
  @Option(help: ArgumentHelp("The weights of this epoch; by default the last.", valueName: "epoch"))
  var epoch: Int?
  @Option(help: ArgumentHelp("How many training examples, spread evenly.", valueName: "n"))
  var examples = 8
  @Option(help: ArgumentHelp("The most parameters of a layer that are moved.", valueName: "n"))
  var parameters = 100
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    guard examples >= 1 else { throw ValidationError("--examples '\(examples)' is not at least 1") }
    guard parameters >= 2 else {
      throw ValidationError("--parameters '\(parameters)' is not at least 2")
    }
  }

  func run() throws {
    let store = try database.openForEvidence()
    defer { try? store.close() }
    let run = try store.run(named: name)
    let recorded = try RecordedRun(run, in: store, data: RecordedData(store))
    let definition = recorded.planned.definition
    let epoch = try epoch ?? recorded.lastEpoch()
    let network = try recorded.network(at: epoch)
    let chosen = try TrainingExamples(of: definition, in: recorded.dataset)
      .spread(atMost: examples).map { (x: $0.x, y: $0.y) }
    let layers = GradientCheck(sampleSize: parameters, seed: definition.seed)
      .check(network, cost: definition.cost, examples: chosen)
    let passed = layers.allSatisfy(\.passes)
    try keep(layers, epoch: epoch, examples: chosen.count, passed, of: run, in: store)
    try Answer.write(output, columns: Self.columns, rows: layers.map(\.row))
    let place = "run \(run.short), epoch \(epoch), \(CountText.of(chosen.count, "example"))"
    let limit = "largest relative error allowed \(GradientCheck.tolerance)"
    guard passed else {
      throw Failure.no("backpropagation disagrees with central differences: \(place); \(limit)")
    }
    StandardError.write("backpropagation agrees with central differences: \(place); \(limit)\n")
  }

  private func keep(
    _ layers: [GradientCheck.Layer],
    epoch: Int,
    examples: Int,
    _ passed: Bool,
    of run: RunID,
    in store: RunStore
  ) throws {
    guard store.mode != .read else { return }
    let evidence = GradientEvidence(
      epoch: epoch,
      examples: examples,
      tolerance: GradientCheck.tolerance,
      passed: passed,
      layers: layers.map(GradientEvidence.Layer.init),
      environment: .current(kernel: try Machine.instructionSet(), commit: nil)
    )
    try store.record(evidence, of: run)
  }

  private static let columns = [
    Column("layer", .number), Column("parameters", .number), Column("checked", .number),
    Column("compared", .number), Column("kinks", .number), Column("largest_error", .number),
    Column("passed"),
  ]
}

extension GradientCheck.Layer {
  fileprivate var row: [Field] {
    [
      .integer(layer), .integer(parameters), .integer(checked), .integer(compared),
      .integer(kinks), .real(largestError), .boolean(passes),
    ]
  }
}

extension GradientEvidence.Layer {
  fileprivate init(_ layer: GradientCheck.Layer) {
    self.init(
      layer: layer.layer,
      parameters: layer.parameters,
      checked: layer.checked,
      compared: layer.compared,
      kinks: layer.kinks,
      largestError: layer.largestError.isNaN ? nil : layer.largestError
    )
  }
}
