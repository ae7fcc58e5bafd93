public import Kernels
import NeuralNetwork

/// What the runs of a sweep share: the data sets, loaded and prepared once, and how to train.
public final class RunTraining: Sendable {
  /// Which epochs' weights are kept.
  public let weights: WeightsPolicy
  /// The instruction set of the arithmetic; it changes the speed only.
  public let instructionSet: InstructionSet

  private let data: SharedData
  private let singleBeginnings = SharedBeginnings<Float>()
  private let doubleBeginnings = SharedBeginnings<Double>()
  private let loadWeights: @Sendable (Definition.Source) throws -> InitialWeightsFile

  /// Creates a training over data sets, which `load` opens when a run first needs one.
  public convenience init(
    weights: WeightsPolicy = .every,
    instructionSet: InstructionSet = .best,
    load: @escaping @Sendable (Definition) throws -> Dataset,
    loadWeights: @escaping @Sendable (Definition.Source) throws -> InitialWeightsFile = {
      try InitialWeightsFile(path: $0.label)
    }
  ) {
    self.init(
      weights: weights,
      instructionSet: instructionSet,
      data: SharedData(load: load),
      loadWeights: loadWeights
    )
  }

  /// Creates a training over data that may be in preparation already.
  public init(
    weights: WeightsPolicy,
    instructionSet: InstructionSet,
    data: SharedData,
    loadWeights: @escaping @Sendable (Definition.Source) throws -> InitialWeightsFile
  ) {
    self.weights = weights
    self.instructionSet = instructionSet
    self.data = data
    self.loadWeights = loadWeights
  }

  /// Trains one run to its end, or to where it is told to stop, and reports to the recorder.
  ///
  /// - Throws: What the recorder and the data set throw.
  public func train(
    _ run: PlannedRun,
    recorder: any RunRecorder,
    threads: Int = 1,
    cancellation: Cancellation = Cancellation(),
    observe: @escaping @Sendable (SweepRunner.Event) -> Void = { _ in }
  ) throws {
    _ = try train(
      run,
      try recorder.begin(run),
      recorder: recorder,
      threads: threads,
      cancellation: cancellation,
      observe: observe
    )
  }

  /// Trains one run that has been claimed; nil where there was nothing to train.
  func train(
    _ run: PlannedRun,
    _ beginning: RunBeginning,
    recorder: any RunRecorder,
    threads: Int,
    cancellation: Cancellation,
    observe: @escaping @Sendable (SweepRunner.Event) -> Void
  ) throws -> RunEnding? {
    switch beginning {
    case .done(let status): observe(.skipped(run.id, status))
    case .held(let holder): observe(.held(run.id, by: holder))
    case .fresh:
      return try train(run, nil, [], recorder, threads, cancellation, observe)
    case .resumed(let state, let history):
      return try train(run, state, history, recorder, threads, cancellation, observe)
    }
    return nil
  }

  private func train(
    _ run: PlannedRun,
    _ state: TrainingState?,
    _ history: [WatchedEpoch],
    _ recorder: any RunRecorder,
    _ threads: Int,
    _ cancellation: Cancellation,
    _ observe: @escaping @Sendable (SweepRunner.Event) -> Void
  ) throws -> RunEnding {
    observe(.began(run, from: state?.epoch ?? 0))
    let report = TrainingReport(
      run: run.id,
      weights: weights,
      lowest: history.map(\.cost).min(),
      recorder: recorder,
      observe: observe
    )
    var ending: RunEnding
    do {
      ending =
        switch run.definition.precision {
        case .single:
          try trainer(run, singleBeginnings, threads).train(
            from: state,
            history,
            cancellation: cancellation,
            report: report
          )
        case .double:
          try trainer(run, doubleBeginnings, threads).train(
            from: state,
            history,
            cancellation: cancellation,
            report: report
          )
        }
    } catch let error as TrainingError {
      ending = .failed("\(error)")
    } catch let error as DataError {
      ending = .failed("\(error)")
    }
    try report.end(ending)
    return ending
  }

  private func firstNetwork(_ definition: Definition, sizes: [Int]) throws -> Network {
    switch definition.initialization {
    case .drawn(let initialization):
      initialization.draw(
        sizes: sizes,
        seed: definition.seed,
        activation: definition.activation,
        outputActivation: definition.outputActivation
      )
    case .file(let source):
      try loadWeights(source).network(
        sizes: sizes,
        activation: definition.activation,
        outputActivation: definition.outputActivation
      )
    }
  }

  private func trainer<Scalar: KernelScalar>(
    _ run: PlannedRun,
    _ beginnings: SharedBeginnings<Scalar>,
    _ threads: Int
  ) throws -> Trainer<Scalar> {
    let definition = run.definition
    let data = try data.prepared(definition, as: Scalar.self)
    let size = try RunSize(of: definition, inputs: data.featureCount, outputs: data.outputCount)
    return Trainer(
      definition: definition,
      data: data,
      beginning: beginnings.beginning(of: definition, byteCount: size.bytesPerEpoch),
      firstNetwork: { [self] in try firstNetwork(definition, sizes: size.sizes) },
      kernels: KernelSet(instructionSet),
      threads: threads
    )
  }
}
