import Experiments
import NeuralNetwork
import RunStore

/// A recorded run that can be trained again: its definition, checked, and what it was trained on.
struct RecordedRun {
  /// What is trained.
  let planned: PlannedRun
  /// What else is recorded of it.
  let details: RunDetails
  /// What it was trained on.
  let dataset: Dataset

  private let store: RunStore
  private let data: RecordedData

  /// Reads a run's definition and opens its data.
  ///
  /// - Throws: ``Failure/otherNumerics(run:version:)``, ``Failure/no(_:)`` for a definition that is
  ///   not the run's, ``Failure/changed(_:)``, and what reading throws.
  init(_ run: RunID, in store: RunStore, data: RecordedData) throws {
    details = try store.details(of: run)
    let stored = details.definition
    guard stored.numericsVersion == Numerics.version else {
      throw Failure.otherNumerics(run: run.short, version: stored.numericsVersion)
    }
    let definition = try Definition(
      stored: stored.values,
      data: stored.data,
      initialWeights: stored.initialWeights
    )
    guard definition.id == run else {
      throw Failure.no(
        "run \(run.short): its definition was altered, it is that of run \(definition.id.short)"
      )
    }
    planned = PlannedRun(definition: definition)
    dataset = try data.dataset(of: definition)
    if case .file(let source) = definition.initialization { _ = try data.initialWeights(source) }
    (self.store, self.data) = (store, data)
  }

  /// The last recorded epoch.
  ///
  /// - Throws: ``Failure/no(_:)`` where nothing is recorded yet.
  func lastEpoch() throws -> Int {
    guard details.summary.chain != nil else {
      throw Failure.no("run \(planned.id.short) has no epochs yet")
    }
    return details.summary.epochsDone
  }

  /// The same training again.
  func replay() throws -> Replay {
    Replay(
      planned,
      training: RunTraining(
        instructionSet: try Machine.instructionSet(),
        load: { [dataset] _ in dataset },
        loadWeights: { [data] in try data.initialWeights($0) }
      )
    )
  }

  /// The weights at the end of an epoch, trained again where they were not kept: from the nearest
  /// epoch that was kept, or from the beginning where the optimizer remembers more than weights.
  ///
  /// - Throws: ``Failure/notRecorded(run:epoch:last:)``, ``Failure/no(_:)`` where what is trained
  ///   again is not what was recorded, and what reading throws.
  func weights(of epoch: Int, threads: Int = 1) throws -> WeightsSnapshot {
    let last = try lastEpoch()
    guard (0...last).contains(epoch) else {
      throw Failure.notRecorded(run: planned.id.short, epoch: epoch, last: last)
    }
    if let kept = try store.weights(of: planned.id, epoch: epoch) { return kept }
    let weights = try replay().weights(of: epoch, from: start(before: epoch), threads: threads)
    let recorded = try store.recordedEpoch(epoch, of: planned.id)
    guard let weights, let recorded, recorded.weightsDifference(from: weights) == nil else {
      throw Failure.no(
        "run \(planned.id.short): training again does not give the weights of epoch '\(epoch)'; "
          + "'descent verify' names the first difference"
      )
    }
    return weights
  }

  /// The network at the end of an epoch, in Double.
  ///
  /// - Throws: what ``weights(of:threads:)`` throws.
  func network(at epoch: Int) throws -> Network {
    let weights = try weights(of: epoch)
    guard let network = Network(weights, of: planned.definition) else {
      throw StoreError.corrupt(path: store.path, detail: "the sizes of epoch \(epoch)'s weights")
    }
    return network
  }

  private func start(before epoch: Int) throws -> Replay.Start? {
    let kept = try store.keptEpochs(of: planned.id).last { $0 < epoch }
    guard planned.definition.optimizer.memory == 0, let kept,
      let weights = try store.weights(of: planned.id, epoch: kept)
    else { return nil }
    return (
      TrainingState(epoch: kept, weights: weights, optimizer: []),
      try store.history(of: planned.id, through: kept)
    )
  }
}
