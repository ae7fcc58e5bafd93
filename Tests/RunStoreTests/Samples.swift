@testable import Experiments
import Foundation
import NeuralNetwork
@testable import RunStore

/// Definitions, epochs and files that the tests of the record are about.
enum Samples {
  static let environment = Environment(
    programVersion: "1.0.0",
    gitCommit: "abc",
    gitIsDirty: true,
    cpu: "a cpu",
    kernel: "portable",
    operatingSystem: "an os",
    commandLine: "descent train"
  )

  static func definition(
    seed: Int = 1,
    epochs: Int = 3,
    earlyStopping: Int? = nil,
    minDelta: Double = 0
  ) -> Definition {
    Definition(
      data: .init(label: "xor", digest: [UInt8](repeating: 7, count: 32)),
      target: nil,
      task: .classification,
      trainLimit: nil,
      validation: .share(0.25),
      splitSeed: 0,
      scale: .unscaled,
      hiddenLayers: [2, 3],
      activation: .sigmoid,
      outputActivation: .softmax,
      cost: .logLikelihood,
      initialization: .drawn(.nielsen),
      optimizer: .momentum(0.9),
      learningRate: 0.5,
      schedule: .step(factor: 0.5, epochs: 10),
      miniBatchSize: 4,
      epochs: epochs,
      l2: 0,
      l1: 0,
      dropout: 0.125,
      gradientClip: nil,
      earlyStopping: earlyStopping,
      minDelta: minDelta,
      shuffle: true,
      seed: seed,
      precision: .single
    )
  }

  /// A planned run whose id stands for its seed.
  static func run(
    seed: Int = 1,
    epochs: Int = 3,
    earlyStopping: Int? = nil,
    minDelta: Double = 0
  ) -> PlannedRun {
    PlannedRun(
      id: id(seed),
      definition: definition(
        seed: seed,
        epochs: epochs,
        earlyStopping: earlyStopping,
        minDelta: minDelta
      )
    )
  }

  static func id(_ seed: Int) -> RunID {
    let hash = SHA256.hash(Array("run \(seed)".utf8))
    return RunID(bytes: hash.bytes.prefix(16)) ?? RunID.zero
  }

  /// An epoch of a 2-3-2 network with numbers of its own.
  static func epoch(_ epoch: Int, cost: Double? = nil) -> EpochRecord {
    let value = cost ?? 1 / Double(epoch + 1)
    return EpochRecord(
      epoch: epoch,
      train: Metrics(cost: value, accuracy: 0.25),
      validation: Metrics(cost: value + 0.1, accuracy: 0.5),
      learningRate: epoch == 0 ? nil : 0.5,
      gradientNorm: 0.1 * value,
      weightNorm: 1.5 + Double(epoch),
      seconds: 0.001,
      examples: epoch == 0 ? 0 : 4,
      layers: [layer(2, epoch), layer(3, epoch)]
    )
  }

  static func layer(_ layer: Int, _ epoch: Int) -> LayerRecord {
    LayerRecord(
      layer: layer,
      gradientNorm: 0.3,
      deltaNorm: 0.7,
      weightNorm: 1.1,
      updateRatio: epoch == 0 ? nil : 0.01,
      saturated: layer == 3 ? nil : 0.125,
      weightGradientNorm: 0.2,
      biasGradientNorm: 0.1
    )
  }

  static func weights(_ seed: Int = 0, sizes: [Int] = [2, 3, 2]) -> WeightsSnapshot {
    let layers = zip(sizes, sizes.dropFirst()).map { inputs, neurons in
      WeightsSnapshot.Layer(
        weights: (0..<4 * inputs * neurons).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ seed) },
        biases: (0..<4 * neurons).map { UInt8(truncatingIfNeeded: $0 &* 17 &+ seed) }
      )
    }
    return WeightsSnapshot(sizes: sizes, precision: .single, layers: layers)
  }

  static func state(_ epoch: Int) -> TrainingState {
    TrainingState(epoch: epoch, weights: weights(epoch), optimizer: [weights(epoch + 100)])
  }
}

extension RunID {
  fileprivate static var zero: RunID {
    guard let id = RunID(bytes: [UInt8](repeating: 0, count: 16)) else { preconditionFailure() }
    return id
  }
}

/// A folder that is gone with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("runstore-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String = "descent.db") -> String { path + "/" + name }

  func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Copies a database with its log, as an end of the process at this moment would leave them.
  func snapshot(of path: String, as name: String) throws -> String {
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: file(name) + suffix)
    }
    return file(name)
  }
}

extension SQLiteRecorder {
  /// Records with a process of its own, so that two of them can be told apart.
  static func sample(
    _ store: RunStore,
    pid: Int = Int(getpid()),
    startTime: Int? = nil,
    inbox: Inbox = Inbox(),
    onFinished: @escaping @Sendable ([RunID]) -> Void = { _ in }
  ) throws -> SQLiteRecorder {
    var process = ProcessIdentity.current
    process.pid = pid
    process.startTime = startTime ?? process.startTime
    return try SQLiteRecorder(
      store: store,
      environment: Samples.environment,
      numericsVersion: 1,
      process: process,
      inbox: inbox,
      onFinished: onFinished
    )
  }

  /// Records the sample of an epoch.
  func record(_ epoch: Int, weights: WeightsRetention, of run: RunID) throws {
    try record(Samples.epoch(epoch), state: Samples.state(epoch), weights: weights, of: run)
  }

  /// Trains as many epochs as asked, from where the record is.
  @discardableResult
  func train(_ run: PlannedRun, upTo last: Int, ending: RunEnding? = .finished(stoppedEarlyAt: nil))
    throws -> RunBeginning
  {
    let beginning = try begin(run)
    var first = 0
    switch beginning {
    case .fresh: break
    case .resumed(let state, _): first = state.epoch + 1
    case .done, .held: return beginning
    }
    for epoch in first...max(first, last) {
      try record(epoch, weights: .always, of: run.id)
    }
    if let ending { try end(run.id, ending) }
    return beginning
  }
}

extension RunBeginning {
  /// Whether nothing was recorded.
  var isFresh: Bool { if case .fresh = self { true } else { false } }

  /// The status of a run with nothing left to train.
  var doneStatus: RunStatus? { if case .done(let status) = self { status } else { nil } }
}
