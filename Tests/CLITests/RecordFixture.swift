@testable import Experiments
import Foundation
import NeuralNetwork
import RunStore

/// A database of four runs with numbers made by hand, and the program to ask about them.
///
/// A and B have a learning rate of 0.5, C and D of 3; A and C the seed 1, B and D the seed 2. D
/// diverges at epoch 2. The training accuracy of B is 0.75, of the others 0.5.
final class RecordFixture {
  let folder: String
  let ask: BuiltProgram
  let runs: [PlannedRun]

  var ids: [String] { runs.map(\.id.description) }
  var shorts: [String] { runs.map(\.id.short) }
  var database: String { folder + "/descent.db" }

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("descent-cli-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    ask = BuiltProgram(folder: folder)
    runs = [(0.5, 1), (0.5, 2), (3, 1), (3, 2)].map { rate, seed in
      PlannedRun(definition: Self.definition(learningRate: rate, seed: seed))
    }
    try record()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Validation costs of the epochs 0, 1, 2 of each run.
  static let costs: [[Double]] = [
    [0.9, 0.5, 0.25], [0.9, 0.6, 0.35], [0.9, 0.2, 0.25], [0.9, 0.8, .nan],
  ]

  private func record() throws {
    let store = try RunStore.open(path: database, mode: .create)
    _ = try store.plan(
      SweepPlan(experiment: "rates", name: "grid", runs: runs),
      numericsVersion: Numerics.version
    )
    let recorder = try SQLiteRecorder(
      store: store,
      environment: Environment(
        programVersion: "1.0.0",
        cpu: "a cpu",
        kernel: "portable",
        operatingSystem: "an os",
        commandLine: "descent sweep"
      ),
      numericsVersion: Numerics.version
    )
    for (run, costs) in zip(runs, Self.costs) {
      _ = try recorder.begin(run)
      for (epoch, cost) in costs.enumerated() {
        try recorder.record(
          Self.epoch(epoch, cost: cost, accuracy: run.id == runs[1].id ? 0.75 : 0.5),
          state: Self.state(epoch),
          weights: epoch == 1 ? .whileLast : .always,
          of: run.id
        )
      }
      let hasDiverged = costs[2].isNaN
      try recorder.end(
        run.id,
        hasDiverged ? .diverged(epoch: 2) : .finished(stoppedEarlyAt: nil)
      )
    }
    try recorder.close()
    try store.close()
  }

  static func definition(learningRate: Double, seed: Int) -> Definition {
    Definition(
      data: .init(label: "points.csv", digest: [UInt8](repeating: 7, count: 32)),
      target: nil,
      task: .classification,
      trainLimit: nil,
      validation: .share(0.25),
      splitSeed: 0,
      scale: .unscaled,
      hiddenLayers: [3],
      activation: .sigmoid,
      outputActivation: .elementwise(.sigmoid),
      cost: .crossEntropy,
      initialization: .drawn(.nielsen),
      optimizer: .sgd,
      learningRate: learningRate,
      schedule: .constant,
      miniBatchSize: 4,
      epochs: 2,
      l2: 0,
      l1: 0,
      dropout: 0,
      gradientClip: nil,
      earlyStopping: nil,
      minDelta: 0,
      shuffle: true,
      seed: seed,
      precision: .single
    )
  }

  private static func epoch(_ epoch: Int, cost: Double, accuracy: Double) -> EpochRecord {
    EpochRecord(
      epoch: epoch,
      train: Metrics(cost: cost / 2, accuracy: accuracy),
      validation: Metrics(cost: cost, accuracy: 0.25 * Double(epoch + 1)),
      learningRate: epoch == 0 ? nil : 0.5,
      gradientNorm: 0.125,
      weightNorm: 1.5,
      seconds: 0.5,
      examples: epoch == 0 ? 0 : 12,
      layers: [2, 3].map { layer in
        LayerRecord(
          layer: layer,
          gradientNorm: 0.25,
          deltaNorm: 0.75,
          weightNorm: 1,
          updateRatio: epoch == 0 ? nil : 0.01,
          saturated: layer == 3 ? nil : 0.125,
          weightGradientNorm: 0.2,
          biasGradientNorm: 0.1
        )
      }
    )
  }

  /// A 2-3-1 network whose parameters count up from the epoch by tenths.
  private static func state(_ epoch: Int) -> TrainingState {
    var next = Float(epoch)
    func numbers(_ count: Int) -> [UInt8] {
      (0..<count).flatMap { _ in
        defer { next += 0.1 }
        return withUnsafeBytes(of: next.bitPattern.littleEndian, Array.init)
      }
    }
    let layers = [(2, 3), (3, 1)].map { inputs, neurons in
      WeightsSnapshot.Layer(weights: numbers(inputs * neurons), biases: numbers(neurons))
    }
    let weights = WeightsSnapshot(sizes: [2, 3, 1], precision: .single, layers: layers)
    return TrainingState(epoch: epoch, weights: weights, optimizer: [])
  }
}
