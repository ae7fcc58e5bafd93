import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct DefinitionResolvingTests {
  private typealias Samples = DefinitionSamples

  @Test func `images are classified with sigmoid and cross-entropy`() throws {
    let definition = try Samples.definition(["data=digits"])
    #expect(definition.task == .classification)
    #expect(definition.outputActivation == .elementwise(.sigmoid))
    #expect(definition.cost == .crossEntropy)
    #expect(definition.scale == .unit)
    #expect(definition.validation == .share(0.2))
    #expect(definition.hiddenLayers == [30])
    #expect(definition.target == nil)
  }

  @Test func `numbers are fitted with identity and the quadratic cost`() throws {
    let definition = try Samples.definition([], for: Samples.table())
    #expect(definition.task == .regression)
    #expect(definition.outputActivation == .elementwise(.identity))
    #expect(definition.cost == .quadratic)
    #expect(definition.scale == .standard)
    #expect(definition.target == "price")
  }

  @Test func `xor is whole and as it is`() throws {
    let definition = try Samples.definition([], for: Samples.xor)
    #expect(definition.validation == .count(0))
    #expect(definition.scale == .unscaled)
    #expect(definition.miniBatchSize == 4)
  }

  @Test func `test files are the validation where there are some`() throws {
    let definition = try Samples.definition([], for: Samples.images(hasTestFiles: true))
    #expect(definition.validation == .test)
  }

  @Test(arguments: [
    (["mini_batch_size=all"], 800), (["mini_batch_size=all", "validation=0"], 1000),
    (["mini_batch_size=all", "validation=100", "train_limit=300"], 200),
    (["mini_batch_size=100000"], 800), (["mini_batch_size=799"], 799), ([], 10),
    (["mini_batch_size=all", "validation=0.333"], 667),
  ])
  func `a mini-batch is at most the training set`(arguments: [String], size: Int) throws {
    #expect(try Samples.definition(arguments).miniBatchSize == size)
  }

  @Test func `a default share of too few examples is none`() throws {
    let definition = try Samples.definition([], for: Samples.images(examples: 4))
    #expect(definition.validation == .count(0))
  }

  @Test func `optimizers and schedules take the parameters they read`() throws {
    func definition(_ arguments: String...) throws -> Definition {
      try Samples.definition(arguments + ["momentum=0.3", "weight_decay=0.2"])
    }
    #expect(try definition("optimizer=sgd").optimizer == .sgd)
    #expect(try definition("optimizer=momentum").optimizer == .momentum(0.3))
    #expect(try definition("optimizer=nesterov").optimizer == .nesterov(0.3))
    #expect(try definition("optimizer=adamw").optimizer == .adamw(weightDecay: 0.2))
    #expect(try definition("schedule=exponential").schedule == .exponential(factor: 0.5))
    #expect(try definition("schedule=step").schedule == .step(factor: 0.5, epochs: 10))
    #expect(try definition("schedule=plateau").schedule == .plateau(factor: 0.5, epochs: 10))
    #expect(try definition("schedule=cosine").schedule == .cosine(minimum: 0))
    #expect(
      try definition("schedule=warmup_cosine").schedule == .warmupCosine(minimum: 0, warmup: 5)
    )
  }

  @Test func `what is not read has one value`() throws {
    let asked = try Samples.definition(
      ["hidden_layers=[]", "activation=relu", "dropout=0.5", "validation=0", "split_seed=4"])
    let plain = try Samples.definition(["hidden_layers=[]", "validation=0"])
    #expect(asked == plain)
  }

  @Test(arguments: [
    (
      ["output_activation=softmax"],
      "output_activation 'softmax' does not go with the default cost 'cross_entropy', which needs "
        + "'sigmoid'; give cost=log_likelihood"
    ),
    (
      ["output_activation=relu"],
      "output_activation 'relu' does not go with the default cost 'cross_entropy', which needs "
        + "'sigmoid'; give cost=quadratic"
    ),
    (
      ["cost=log_likelihood"],
      "cost 'log_likelihood' needs output_activation 'softmax', not 'sigmoid'; "
        + "give output_activation=softmax or cost=quadratic"
    ),
    (
      ["cost=cross_entropy", "output_activation=softmax"],
      "cost 'cross_entropy' needs output_activation 'sigmoid', not 'softmax'; "
        + "give output_activation=sigmoid or cost=log_likelihood"
    ),
    (
      ["validation=test"],
      "validation 'test' makes no sense here: 'digits' has no test files; "
        + "give a share such as validation=0.2"
    ),
    (
      ["validation=1000"],
      "validation '1000' makes no sense here: it leaves none of 1000 examples to train on; "
        + "give a smaller number or share"
    ),
    (
      ["validation=0.1", "train_limit=4"],
      "validation '0.1' makes no sense here: of 4 examples that is none; "
        + "give a larger share, or validation=0"
    ),
  ])
  func `names the fix`(arguments: [String], message: String) {
    #expect(Samples.message { try Samples.definition(arguments) } == message)
  }

  @Test(arguments: [
    (
      ["cost=log_likelihood"],
      "cost 'log_likelihood' makes no sense here: it is for classes, and target 'price' is "
        + "numbers; give cost=quadratic"
    ),
    (
      ["cost=cross_entropy", "output_activation=sigmoid"],
      "cost 'cross_entropy' makes no sense here: it needs targets from 0 to 1, and target 'price' "
        + "has others; give cost=quadratic"
    ),
    (
      ["output_activation=softmax"],
      "output_activation 'softmax' makes no sense here: softmax of a single output is always 1; "
        + "give output_activation=identity"
    ),
    (
      ["task=classification"],
      "task 'classification' makes no sense here: target 'price' has no classes; "
        + "give task=regression"
    ),
  ])
  func `refuses what a regression cannot use`(arguments: [String], message: String) {
    #expect(
      Samples.message { try Samples.definition(arguments, for: Samples.table()) } == message
    )
  }

  @Test func `text is no regression`() {
    var traits = Samples.images()
    traits.target = DataTraits.Target(
      name: "species",
      classes: 3,
      columns: nil,
      range: nil,
      looksLikeClasses: true
    )
    #expect(
      Samples.message { try Samples.definition(["task=regression"], for: traits) }
        == "task 'regression' makes no sense here: target 'species' is text; "
        + "give task=classification"
    )
  }

  @Test func `cross-entropy fits targets from 0 to 1`() throws {
    let definition = try Samples.definition(
      ["cost=cross_entropy", "output_activation=sigmoid"],
      for: Samples.table(range: 0...1)
    )
    #expect(definition.cost == .crossEntropy)
  }

  @Test func `softmax goes with every cost but cross-entropy`() throws {
    for cost in ["log_likelihood", "quadratic", "absolute", "huber"] {
      let arguments = ["output_activation=softmax", "cost=\(cost)"]
      #expect(try Samples.definition(arguments).outputActivation == .softmax)
    }
  }
}
