import Testing

@testable import Experiments

@Suite struct SearchRequestTests {
  private func message(_ arguments: String...) -> String {
    DefinitionSamples.message { try SearchRequest(arguments: arguments) }
  }

  @Test func `reads keys of runs and of the search`() throws {
    let request = try SearchRequest(
      arguments: [
        "learning_rate=0.1,0.5", "experiment=shapes", "name='a, b'", "run_cap=5", "sweep_seed=0",
        "seeds=3", "method=random", "metric=validation_accuracy",
        "missing=drop",
      ])
    #expect(request.axes.map(\.key) == [.learningRate])
    #expect(request.experiment == "shapes")
    #expect(request.runCap == 5)
    #expect(request.sweepSeed == 0)
    #expect(request.seeds == 3)
    #expect(request.method == .random)
    #expect(request.dropsMissing == true)
    #expect(request.metric == SweepMetric(name: .validationAccuracy, goal: .maximize))
  }

  @Test func `names the nearest key`() {
    #expect(
      message("lerning_rate=1")
        == "unknown key 'lerning_rate' of a definition; the nearest is 'learning_rate'"
    )
    #expect(
      message("+epochs=1") == "unknown key '+epochs' of a definition; the nearest is 'epochs'"
    )
    #expect(message("runcap=1") == "unknown key 'runcap' of a definition; the nearest is 'run_cap'")
  }

  @Test func `refuses what is no assignment`() {
    #expect(message("epochs") == "argument 'epochs' is not of the form key=value")
    #expect(message("=3") == "argument '=3' is not of the form key=value")
    #expect(message("epochs=") == "epochs has no value")
    #expect(message("epochs=1", "epochs=2") == "key 'epochs' is given twice")
    #expect(message("missing=skip") == "missing 'skip' is not drop or refuse")
    #expect(message("run_cap=0") == "run_cap '0' is not a whole number of at least 1")
    #expect(
      message("method=gird")
        == "method 'gird' is not grid or random; the nearest is 'grid'"
    )
    #expect(
      message("method=bayes")
        == "method 'bayes' is not offered: its points depend on earlier results; "
        + "give method=random and a run_cap"
    )
  }

  @Test func `one run takes one value`() throws {
    let one = try SearchRequest(arguments: ["learning_rate=3", "hidden_layers=[100, 30]"])
    #expect(
      try one.settings()
        == Settings([.learningRate: .real(3), .hiddenLayers: .list([100, 30])])
    )
    func message(_ arguments: String...) -> String {
      DefinitionSamples.message { try SearchRequest(arguments: arguments).settings() }
    }
    #expect(
      message("learning_rate=3,1")
        == "learning_rate '3,1' is several values; one run takes one, a sweep takes all"
    )
    #expect(
      message("seeds=3") == "this is a search for many runs; one run takes one value for each key"
    )
  }

  @Test func `the command line replaces in place and adds at the end`() throws {
    let file = try SearchRequest(arguments: ["l2=0,1", "learning_rate=1,2", "seeds=4", "name=a"])
    let line = try SearchRequest(arguments: ["momentum=0.5", "l2=3", "name=b", "missing=drop"])
    let both = file.overridden(by: line)
    #expect(both.axes.map(\.key) == [.l2, .learningRate, .momentum])
    #expect(both.axes[0].constant == .real(3))
    #expect(both.name == "b")
    #expect(both.dropsMissing == true)
    #expect(both.seeds == 4)
  }

  @Test func `seeds and seed replace each other`() throws {
    let withSeed = try SearchRequest(arguments: ["seed=7,8", "l2=0"])
    let withSeeds = try SearchRequest(arguments: ["seeds=2"])
    let first = withSeed.overridden(by: withSeeds)
    #expect(first.axes.map(\.key) == [.l2])
    #expect(first.seeds == 2)
    let second = withSeeds.overridden(by: withSeed)
    #expect(second.seeds == nil)
    #expect(second.axes.map(\.key) == [.seed, .l2])
  }
}
