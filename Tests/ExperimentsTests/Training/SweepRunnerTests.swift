import Synchronization
import Testing

@testable import Experiments

@Suite struct SweepRunnerTests {
  /// A recorder that counts how often it is told to settle.
  private final class Settling: RunRecorder {
    let memory = InMemoryRecorder()
    let count = Atomic<Int>(0)

    func begin(_ run: PlannedRun) -> RunBeginning { memory.begin(run) }

    func record(
      _ epoch: EpochRecord,
      state: TrainingState,
      weights: WeightsRetention,
      of run: RunID
    ) { memory.record(epoch, state: state, weights: weights, of: run) }

    func end(_ run: RunID, _ ending: RunEnding) { memory.end(run, ending) }

    func settle() { count.add(1, ordering: .relaxed) }
  }

  private func train(seeds: ClosedRange<Int>, jobs: Int) throws -> Settling {
    let dataset = try DataSource("xor").load()
    let runs = try seeds.map { seed in
      PlannedRun(
        definition: try DefinitionSamples.definition(
          ["hidden_layers=[2]", "epochs=3", "seed=\(seed)"],
          for: dataset.traits(label: "xor")
        )
      )
    }
    let recorder = Settling()
    try SweepRunner(jobs: jobs).run(
      runs,
      training: RunTraining(load: { _ in dataset }),
      recorder: recorder,
      observe: { _ in }
    )
    return recorder
  }

  @Test(arguments: [1, 2, 3, 8])
  func `every run is trained, with any number of jobs`(jobs: Int) throws {
    let histories = try train(seeds: 1...5, jobs: jobs).memory.runs
    #expect(histories.count == 5)
    #expect(histories.values.allSatisfy { $0.epochs.map(\.epoch) == [0, 1, 2, 3] })
    #expect(histories.values.allSatisfy { $0.ending == .finished(stoppedEarlyAt: nil) })
  }

  @Test func `the recorder settles when the last run begins, and when there is none`() throws {
    #expect(try train(seeds: 1...5, jobs: 3).count.load(ordering: .relaxed) == 2)
    #expect(try train(seeds: 1...2, jobs: 8).count.load(ordering: .relaxed) == 2)
    #expect(try train(seeds: 1...5, jobs: 1).count.load(ordering: .relaxed) == 0)
    #expect(try train(seeds: 1...1, jobs: 8).count.load(ordering: .relaxed) == 0)
  }
}
