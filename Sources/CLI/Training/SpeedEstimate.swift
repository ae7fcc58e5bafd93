import Experiments
import NeuralNetwork
import Synchronization

/// How long epochs take on this machine, measured on a few hundred examples of each kind of run.
final class SpeedEstimate: Sendable {
  /// The examples that are trained to find out.
  private static let sample = 500
  /// The most kinds of runs that are measured; others are judged by the nearest in size.
  private static let most = 12

  private struct Kind: Hashable {
    let data: [UInt8]
    let hiddenLayers: [Int]
    let miniBatchSize: Int
    let optimizer: String
    let precision: Precision
  }

  private struct Speed {
    let parameters: Int
    let secondsPerExample: Double
  }

  private let shelf: DataShelf
  private let known = Mutex<[Kind: Speed]>([:])

  /// Creates an estimate over the data sets of a command.
  init(shelf: DataShelf) {
    self.shelf = shelf
  }

  /// The seconds that one epoch takes, its validation included.
  func secondsPerEpoch(_ definition: Definition) throws -> Double {
    let dataset = try shelf.dataset(of: definition)
    let work = try EpochWork(of: definition, over: dataset)
    return try secondsPerExample(definition, dataset, work.parameters) * work.examples
  }

  private func secondsPerExample(
    _ definition: Definition,
    _ dataset: Dataset,
    _ parameters: Int
  ) throws -> Double {
    let kind = Kind(
      data: definition.data.digest,
      hiddenLayers: definition.hiddenLayers,
      miniBatchSize: definition.miniBatchSize,
      optimizer: definition.optimizer.name.rawValue,
      precision: definition.precision
    )
    return try known.withLock { known in
      if let speed = known[kind] { return speed.secondsPerExample }
      if known.count >= Self.most, let nearest = nearest(to: parameters, in: known) {
        return nearest.secondsPerExample * Double(parameters) / Double(nearest.parameters)
      }
      let speed = Speed(
        parameters: parameters,
        secondsPerExample: try measure(definition, dataset)
      )
      known[kind] = speed
      return speed.secondsPerExample
    }
  }

  private func nearest(to parameters: Int, in known: [Kind: Speed]) -> Speed? {
    known.values.min {
      ($0.parameters - parameters).magnitude < ($1.parameters - parameters).magnitude
    }
  }

  /// Trains two epochs of a part of the data and takes the second's time.
  private func measure(_ definition: Definition, _ dataset: Dataset) throws -> Double {
    var short = definition
    short.trainLimit = min(Self.sample, dataset.training.count)
    short.validation = .count(0)
    short.epochs = 2
    short.earlyStopping = nil
    let recorder = InMemoryRecorder()
    let run = PlannedRun(definition: short)
    try RunTraining(
      weights: .last,
      load: { _ in dataset },
      loadWeights: { [shelf] in try shelf.initialWeights($0.label) }
    ).train(run, recorder: recorder)
    guard let last = recorder[run.id]?.epochs.last, last.examples > 0 else { return 0 }
    return last.seconds / Double(last.examples)
  }
}
