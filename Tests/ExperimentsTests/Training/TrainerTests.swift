import Dispatch
import Foundation
import Kernels
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct TrainerTests {
  /// A run of its own for each fixture.
  private struct Case {
    let definition: Definition
    let data: PreparedData<Double>
    let weights: FirstWeights<Double>

    init(_ fixture: TrainingFixture, divergingAtOnce: Bool = false) throws {
      let path = NSTemporaryDirectory() + "descent-trainer-\(UUID()).npz"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try fixture.writeWeights(to: path)
      let dataset = try fixture.dataset()
      definition = try fixture.resolved(for: dataset, weights: path)
      data = try dataset.prepared(validation: .test, scale: .unscaled, as: Double.self)
      var network = try InitialWeightsFile(path: path).network(
        sizes: fixture.sizes,
        activation: definition.activation,
        outputActivation: definition.outputActivation
      )
      if divergingAtOnce { network.b[fixture.sizes.count][0] = .infinity }
      weights = FirstWeights(network)
    }

    func train(sharing beginnings: SharedBeginnings) throws -> InMemoryRecorder.History {
      let recorder = InMemoryRecorder()
      let run = PlannedRun(definition: definition)
      _ = recorder.begin(run)
      let report = TrainingReport(
        run: run.id,
        weights: .every,
        lowest: nil,
        recorder: recorder,
        observe: { _ in }
      )
      let trainer = Trainer(
        definition: definition,
        data: data,
        firstWeights: { weights },
        beginnings: beginnings,
        kernels: KernelSet(),
        threads: 1
      )
      let ending = try trainer.train(from: nil, [], cancellation: Cancellation(), report: report)
      try report.end(ending)
      return try #require(recorder[run.id])
    }

    /// Trains while another run takes its time to measure epoch 0.
    func trainAhead(of measured: EpochRecord) throws -> InMemoryRecorder.History {
      let beginnings = SharedBeginnings()
      let isMeasuring = DispatchSemaphore(value: 0)
      let definition = definition
      DispatchQueue.global().async {
        _ = beginnings.record(of: definition) {
          isMeasuring.signal()
          Thread.sleep(forTimeInterval: 0.05)
          return measured
        } meanwhile: {
        }
      }
      isMeasuring.wait()
      return try train(sharing: beginnings)
    }
  }

  private func timeless(_ history: InMemoryRecorder.History) -> String {
    var epochs = history.epochs
    for index in epochs.indices { epochs[index].seconds = 0 }
    let weights = history.weights.sorted { $0.key < $1.key }
    return "\(epochs) \(weights) \(String(describing: history.ending))"
  }

  @Test func `a run that trains while another measures is recorded as if alone`() throws {
    for fixture in try TrainingFixture.all() {
      let run = try Case(fixture)
      let alone = try run.train(sharing: SharedBeginnings())
      let ahead = try run.trainAhead(of: alone.epochs[0])
      #expect(alone.epochs.count == run.definition.epochs + 1)
      #expect(timeless(ahead) == timeless(alone), "\(fixture.seed)")
      #expect(ahead.weights[0] == run.weights.snapshot)
    }
  }

  @Test func `an epoch trained ahead is dropped where the run has diverged before`() throws {
    let run = try Case(try #require(try TrainingFixture.all().first), divergingAtOnce: true)
    let alone = try run.train(sharing: SharedBeginnings())
    #expect(alone.ending == .diverged(epoch: 0))
    #expect(timeless(try run.trainAhead(of: alone.epochs[0])) == timeless(alone))
  }
}
