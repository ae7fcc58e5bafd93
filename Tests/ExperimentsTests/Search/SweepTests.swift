import Testing

@testable import Experiments

@Suite struct SweepTests {
  private func sweep(_ arguments: String...) throws -> Sweep {
    try Sweep(SearchRequest(arguments: arguments)) {
      try Definition(resolving: $0, for: DefinitionSamples.xor)
    }
  }

  @Test func `plans each run once, in the order of the points`() throws {
    let sweep = try sweep(
      "mini_batch_size=1,4,all,100",
      "seeds=2",
      "name=sizes",
      "metric=train_cost"
    )
    #expect(sweep.runs.map(\.definition.miniBatchSize) == [1, 1, 4, 4])
    #expect(sweep.runs.map(\.definition.seed) == [1, 2, 1, 2])
    #expect(sweep.duplicates == 4)
    #expect(sweep.name == "sizes")
    #expect(sweep.metric == SweepMetric(name: .trainCost, goal: .minimize))
    #expect(sweep.varyingKeys == [.miniBatchSize, .seed])
  }

  @Test func `values that no optimizer reads make no new runs`() throws {
    let sweep = try sweep("momentum=0.1,0.9", "optimizer=sgd,momentum", "l2=0,0.0")
    #expect(sweep.runs.count == 3)
    #expect(sweep.duplicates == 5)
  }

  @Test func `the same runs are the same sweep`() throws {
    let first = try sweep("learning_rate=1,2", "l2=0,1", "name=a")
    let second = try sweep("l2=1,0", "learning_rate=2,1,2.0", "epochs=99")
    #expect(first.id == second.id)
    #expect(try sweep("learning_rate=1,2").id != first.id)
  }

  @Test func `a point without sense names the fix`() {
    #expect(
      DefinitionSamples.message { try sweep("output_activation=sigmoid,softmax") }
        == "output_activation 'softmax' does not go with the default cost 'cross_entropy', which "
        + "needs 'sigmoid'; give cost=log_likelihood"
    )
  }

  @Test func `is of a size that can be planned`() {
    #expect(
      DefinitionSamples.message { try sweep("l2=range(0,2000)", "seeds=1000") }
        == "the search has more than 1000000 points; give fewer values, or a run_cap"
    )
  }
}
