import Dispatch
import Foundation
import Kernels
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct TrainerTests {
  /// A run of its own for each fixture.
  private struct Case {
    var definition: Definition
    let data: PreparedData<Double>
    let network: Network

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
      self.network = network
    }

    func train(
      sharing beginning: Beginning<Double> = Beginning(),
      cancellation: Cancellation = Cancellation()
    ) throws -> InMemoryRecorder.History {
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
        beginning: beginning,
        firstNetwork: { network },
        kernels: KernelSet(),
        threads: 1
      )
      let ending = try trainer.train(from: nil, [], cancellation: cancellation, report: report)
      try report.end(ending)
      return try #require(recorder[run.id])
    }

    /// Trains while another run measures epoch 0, which ends once this one waits for it; before
    /// that, asks it to stop.
    func trainAhead(
      of measured: EpochRecord,
      stopping urgency: Cancellation.Urgency = .none
    ) throws -> InMemoryRecorder.History {
      let (beginning, cancellation) = (Beginning<Double>(), Cancellation())
      let isMeasuring = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        _ = beginning.record {
          isMeasuring.signal()
          while beginning.waiting == 0 { sched_yield() }
          cancellation.request(urgency)
          return measured
        } meanwhile: {
        }
      }
      isMeasuring.wait()
      return try train(sharing: beginning, cancellation: cancellation)
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
      let alone = try run.train()
      let ahead = try run.trainAhead(of: alone.epochs[0])
      #expect(alone.epochs.count == run.definition.epochs + 1)
      #expect(timeless(ahead) == timeless(alone), "\(fixture.seed)")
      #expect(ahead.weights[0] == FirstWeights<Double>(run.network).snapshot)
    }
  }

  @Test func `an epoch trained ahead is dropped where the run has diverged before`() throws {
    let run = try Case(try #require(try TrainingFixture.all().first), divergingAtOnce: true)
    let alone = try run.train()
    #expect(alone.ending == .diverged(epoch: 0))
    #expect(timeless(try run.trainAhead(of: alone.epochs[0])) == timeless(alone))
  }

  @Test func `an epoch trained ahead is the one under way, unless training stops at once`() throws {
    for fixture in try TrainingFixture.all() {
      let run = try Case(fixture)
      let measured = try run.train().epochs[0]
      let looksBack = run.definition.schedule.dependsOnCosts
      for (urgency, last) in [(Cancellation.Urgency.afterEpoch, looksBack ? 0 : 1), (.now, 0)] {
        let stopped = try run.trainAhead(of: measured, stopping: urgency)
        #expect(stopped.epochs.map(\.epoch) == Array(0...last), "\(fixture.seed) \(urgency)")
        #expect(stopped.ending == .interrupted)
      }
    }
  }

  @Test func `nothing is trained ahead of a run without epochs`() throws {
    var run = try Case(try #require(try TrainingFixture.all().first))
    run.definition.epochs = 0
    let alone = try run.train()
    let ahead = try run.trainAhead(of: alone.epochs[0])
    #expect(ahead.epochs.map(\.epoch) == [0])
    #expect(ahead.ending == .finished(stoppedEarlyAt: nil))
  }
}
