import Foundation
import Testing

@Suite struct GradcheckCommandTests {
  let trained: TrainedFixture

  init() throws { trained = try TrainedFixture() }

  @Test(arguments: [
    ["activation=tanh"], ["activation=relu", "precision=double"],
    ["activation=gelu", "output_activation=softmax", "cost=log_likelihood"],
    ["data=penguins", "task=classification", "activation=elu", "cost=huber", "train_limit=none"],
    ["data=digits", "hidden_layers=[20,10]", "dropout=0.5"],
  ])
  func `trained networks pass on their own data`(words: [String]) throws {
    let fast = words.contains { $0.hasPrefix("data=") } ? [] : ["data=moons"]
    let training = try trained.ask.run(
      ["train", "train_limit=90", "epochs=2"].filter { word in
        !words.contains { $0.hasPrefix(word.prefix { $0 != "=" } + "=") }
      } + fast + words
    )
    #expect(training.exitCode == 0, "\(training.errors)")
    let outcome = try trained.ask("gradcheck", "@1", "--epoch", "1", "--format", "json")
    #expect(outcome.exitCode == 0, "\(outcome.errors) \(outcome.text)")
    for layer in try #require(outcome.json) {
      #expect(layer["passed"] as? Bool == true)
      #expect(layer["compared"] as? Int ?? 0 > 0)
      #expect(layer["largest_error"] as? Double ?? 1 < 1e-6)
    }
  }

  @Test func `keeps the evidence`() throws {
    try trained.train("hidden_layers=[4,3]")
    let outcome = try trained.ask("gradcheck", "@1", "--examples", "5", "--format", "csv")
    #expect(
      outcome.lines.map { $0.split(separator: ",").prefix(3).joined(separator: ",") } == [
        "layer,parameters,checked", "2,12,12", "3,15,15", "4,8,8",
      ]
    )
    let kept = try trained.ask(
      "sql",
      """
      SELECT c.epoch, c.examples, c.passed, l.layer, l.compared FROM gradient_check AS c
      JOIN gradient_check_layer AS l ON l.gradient_check = c.id
      """,
      "--format",
      "csv"
    )
    #expect(kept.lines.dropFirst() == ["4,5,true,2,60", "4,5,true,3,75", "4,5,true,4,40"])
  }

  @Test func `a network of no numbers fails`() throws {
    try trained.train(
      "learning_rate=1e308",
      "cost=quadratic",
      "activation=relu",
      "output_activation=identity"
    )
    let outcome = try trained.ask("gradcheck", "@1")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("disagrees with central differences"))
  }
}
