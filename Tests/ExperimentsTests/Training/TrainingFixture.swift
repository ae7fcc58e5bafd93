import Foundation
import NeuralNetwork

@testable import Experiments

/// One training made by NumPy in double precision, with everything a run must record of it
/// (`Fixtures/training/make_trainings.py`).
struct TrainingFixture: Decodable, Sendable {
  struct Settings: Decodable, Sendable {
    let task, cost, activation, optimizer, schedule: String
    let outputActivation: String
    let hiddenLayers: [Int]
    let scheduleFactor, minimumRate, momentum, weightDecay, l2, l1, learningRate: Double
    let scheduleEpochs, warmupEpochs, miniBatchSize, epochs: Int
    let gradientClip: Double?
  }

  struct Scores: Decodable, Sendable {
    let cost: Double
    let accuracy, r2, rmse: Double?
  }

  struct Layer: Decodable, Sendable {
    let layer: Int
    let gradientNorm, deltaNorm, weightNorm, weightGradientNorm, biasGradientNorm: Double
    let updateRatio, saturated: Double?
  }

  struct Epoch: Decodable, Sendable {
    let epoch: Int
    let train, validation: Scores
    let learningRate: Double?
    let gradientNorm, weightNorm: Double
    let layers: [Layer]
  }

  let seed: Int
  let definition: Settings
  let x, xTest, w, b, finalW, finalB: [[Double]]
  let t, tTest: [Double]
  let epochs: [Epoch]

  static func all() throws -> [TrainingFixture] {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures/training")
    let file = folder?.appendingPathComponent("trainings.json")
    guard let file else { throw CocoaError(.fileNoSuchFile) }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([TrainingFixture].self, from: Data(contentsOf: file))
  }

  var sizes: [Int] {
    [3] + definition.hiddenLayers + [definition.task == "regression" ? 1 : 3]
  }

  /// The data set, with the test part to validate with.
  func dataset() throws -> Dataset {
    func part(_ x: [[Double]], _ t: [Double]) -> ParsedData.Part {
      ParsedData.Part(
        inputs: FeatureMatrix(columns: 3, reals: x.flatMap { $0 }),
        target: .numbers(t, width: 1)
      )
    }
    let data = ParsedData(
      kind: .table,
      shape: [3],
      training: part(x, t),
      test: part(xTest, tTest)
    )
    return try Dataset(
      data,
      name: "fixture \(seed)",
      entry: nil,
      digest: data.digest(),
      task: Dataset.Task(rawValue: definition.task),
      limits: DataLimits()
    )
  }

  /// The first weights as a file of theirs.
  func writeWeights(to path: String) throws {
    var bytes = Data()
    var writer = NPZWriter { bytes.append($0) }
    for (l, (w, b)) in zip(2..., zip(self.w, self.b)) {
      let shape = [sizes[l - 1], sizes[l - 2]]
      for (name, shape, numbers) in [("w\(l)", shape, w), ("b\(l)", [shape[0]], b)] {
        guard
          let array = NumericArray(
            shape: shape,
            element: .float64,
            bytes: Data(littleEndian: numbers)
          )
        else { throw CocoaError(.coderInvalidValue) }
        try writer.append(array, named: name)
      }
    }
    try writer.finish()
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  /// The definition, as a user would write it.
  func resolved(for dataset: Dataset, weights path: String) throws -> Definition {
    let d = definition
    let words: [DefinitionKey: String] = [
      .task: d.task, .cost: d.cost, .activation: d.activation, .optimizer: d.optimizer,
      .schedule: d.schedule, .outputActivation: d.outputActivation,
      .hiddenLayers: "\(d.hiddenLayers)", .scheduleFactor: "\(d.scheduleFactor)",
      .minimumRate: "\(d.minimumRate)", .momentum: "\(d.momentum)",
      .weightDecay: "\(d.weightDecay)", .l2: "\(d.l2)", .l1: "\(d.l1)",
      .learningRate: "\(d.learningRate)", .scheduleEpochs: "\(d.scheduleEpochs)",
      .warmupEpochs: "\(d.warmupEpochs)", .miniBatchSize: "\(d.miniBatchSize)",
      .epochs: "\(d.epochs)", .gradientClip: d.gradientClip.map { "\($0)" } ?? "none",
      .validation: "test", .scale: "none", .shuffle: "false", .precision: "double",
      .initialization: path,
    ]
    var settings = Experiments.Settings()
    for (key, text) in words { settings[key] = try SettingValue(text, for: key) }
    let file = try InitialWeightsFile(path: path)
    return try Definition(
      resolving: settings,
      for: dataset.traits(label: "fixture"),
      initialWeights: Definition.Source(label: path, digest: file.digest.bytes)
    )
  }
}
