import Experiments
@testable import RunStore
import Testing

@Suite struct VaryingKeysTests {
  let folder: TemporaryFolder
  let store: RunStore

  /// Twelve runs of two rates and three seeds; the last four have an early stopping of their own.
  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = (1...12).map { number in
      var definition = Samples.definition(seed: (number - 1) % 3 + 1, epochs: 2)
      definition.learningRate = number > 6 ? 0.5 : 0.1
      definition.earlyStopping = number > 8 ? number / 2 : nil
      return PlannedRun(id: Samples.id(number), definition: definition)
    }
    _ = try store.plan(SweepPlan(experiment: "page", runs: runs), numericsVersion: 1)
  }

  @Test func `finds keys that differ, and keys that some runs lack`() throws {
    let all = try store.varyingKeys()
    #expect(all == ["seed", "learning_rate", "early_stopping", "min_delta"])
  }

  @Test func `looks at the runs that meet a condition`() throws {
    let one = try Condition(filter: "seed = 2 and early_stopping is empty")
    #expect(try store.varyingKeys(where: one) == ["learning_rate"])
    #expect(try store.varyingKeys(where: Condition(filter: "seed = 9")).isEmpty)
    let last = try Condition(filter: "early_stopping > 4 and learning_rate = 0.5")
    #expect(try store.varyingKeys(where: last) == ["seed", "early_stopping"])
  }

  @Test func `tells whether there are several experiments`() throws {
    #expect(try !store.hasManyExperiments())
    let more = PlannedRun(id: Samples.id(13), definition: Samples.definition(seed: 1, epochs: 2))
    _ = try store.plan(SweepPlan(experiment: "other", runs: [more]), numericsVersion: 1)
    #expect(try store.hasManyExperiments())
  }
}
