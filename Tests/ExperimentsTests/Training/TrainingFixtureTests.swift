import Foundation
import Kernels
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct TrainingFixtureTests {
  static let fixtures = (try? TrainingFixture.all()) ?? []

  @Test func `has trainings of every optimizer, activation, cost and schedule`() {
    let settings = Self.fixtures.map(\.definition)
    #expect(Set(settings.map(\.optimizer)).count == Optimizer.Name.allCases.count)
    #expect(Set(settings.map(\.activation)).count == Activation.allCases.count)
    #expect(Set(settings.map(\.cost)).count == Cost.allCases.count)
    #expect(Set(settings.map(\.schedule)).count == Schedule.Name.allCases.count)
  }

  @Test(arguments: fixtures.indices)
  func `records what NumPy computes in double precision`(index: Int) throws {
    let fixture = Self.fixtures[index]
    let (run, history) = try train(fixture)
    #expect(history.ending == .finished(stoppedEarlyAt: nil))
    try #require(history.epochs.count == fixture.epochs.count)
    for (record, expected) in zip(history.epochs, fixture.epochs) {
      compare(record, expected, "seed \(fixture.seed) epoch \(expected.epoch)")
    }
    let weights = try #require(history.weights[run.definition.epochs])
    for (layer, (w, b)) in zip(weights.layers, zip(fixture.finalW, fixture.finalB)) {
      expectClose(doubles(layer.weights), w, "seed \(fixture.seed) weights")
      expectClose(doubles(layer.biases), b, "seed \(fixture.seed) biases")
    }
  }

  private func train(
    _ fixture: TrainingFixture
  ) throws -> (PlannedRun, InMemoryRecorder.History) {
    let path = NSTemporaryDirectory() + "descent-fixture-\(fixture.seed)-\(UUID()).npz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try fixture.writeWeights(to: path)
    let dataset = try fixture.dataset()
    let run = PlannedRun(definition: try fixture.resolved(for: dataset, weights: path))
    let recorder = InMemoryRecorder()
    try RunTraining(load: { _ in dataset }).train(run, recorder: recorder)
    return (run, try #require(recorder[run.id]))
  }

  private func compare(_ record: EpochRecord, _ expected: TrainingFixture.Epoch, _ place: String) {
    compare(record.train, expected.train, place + " train")
    if let validation = record.validation {
      compare(validation, expected.validation, place + " validation")
    } else {
      Issue.record("\(place): no validation")
    }
    expectClose(record.learningRate, expected.learningRate, place + " rate")
    expectClose(record.gradientNorm, expected.gradientNorm, place + " gradient")
    expectClose(record.weightNorm, expected.weightNorm, place + " weight")
    for (layer, wanted) in zip(record.layers, expected.layers) {
      let place = "\(place) layer \(wanted.layer)"
      #expect(layer.layer == wanted.layer)
      expectClose(layer.gradientNorm, wanted.gradientNorm, place + " gradient")
      expectClose(layer.weightGradientNorm, wanted.weightGradientNorm, place + " ∂w")
      expectClose(layer.biasGradientNorm, wanted.biasGradientNorm, place + " ∂b")
      expectClose(layer.deltaNorm, wanted.deltaNorm, place + " δ")
      expectClose(layer.weightNorm, wanted.weightNorm, place + " w")
      expectClose(layer.updateRatio, wanted.updateRatio, place + " ratio")
      expectClose(layer.saturated, wanted.saturated, place + " saturated")
    }
  }

  private func compare(_ metrics: Metrics, _ expected: TrainingFixture.Scores, _ place: String) {
    expectClose(metrics.cost, expected.cost, place + " cost")
    expectClose(metrics.accuracy, expected.accuracy, place + " accuracy")
    expectClose(metrics.r2, expected.r2, place + " R²")
    expectClose(metrics.rmse, expected.rmse, place + " RMSE")
  }

  /// Five epochs in another order of summation leave about 1e-14 of relative error; rmsprop and
  /// Adam divide by small roots and make it up to 1e-10.
  private func expectClose(_ value: Double?, _ expected: Double?, _ place: String) {
    switch (value, expected) {
    case (nil, nil): break
    case (let value?, let expected?):
      let tolerance = 1e-9 * max(expected.magnitude, 1e-6)
      #expect((value - expected).magnitude <= tolerance, "\(place): \(value) is not \(expected)")
    default:
      Issue.record("\(place): \(String(describing: value)) is not \(String(describing: expected))")
    }
  }

  private func expectClose(_ values: [Double], _ expected: [Double], _ place: String) {
    #expect(values.count == expected.count)
    for (value, expected) in zip(values, expected) { expectClose(value, expected, place) }
  }

  private func doubles(_ bytes: [UInt8]) -> [Double] {
    bytes.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
  }
}
