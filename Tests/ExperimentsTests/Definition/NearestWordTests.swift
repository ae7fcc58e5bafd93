import Testing

@testable import Experiments

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0),
    ("lerning", "learning", 1), ("epohcs", "epochs", 1), ("flaw", "lawn", 2), ("ca", "abc", 3),
  ])
  func `counts edits as published examples do`(left: String, right: String, edits: Int) {
    #expect(NearestWord.distance(left, right) == edits)
    #expect(NearestWord.distance(right, left) == edits)
  }

  @Test func `finds the key that was meant`() {
    let keys = DefinitionKey.allCases.map(\.rawValue)
    #expect(NearestWord.find("learningrate", among: keys) == "learning_rate")
    #expect(NearestWord.find("Epoch", among: keys) == "epochs")
    #expect(NearestWord.find("minibatch_size", among: keys) == "mini_batch_size")
    #expect(NearestWord.find("x", among: []) == nil)
  }

  @Test(arguments: [
    ("lr", "learning_rate"), ("batch_size", "mini_batch_size"), ("LOSS", "cost"),
    ("init", "initialization"), ("hidden", "hidden_layers"), ("n_epochs", "epochs"),
  ])
  func `knows what other programs call a key`(foreign: String, own: String) {
    #expect(NearestWord.find(foreign, among: DefinitionKey.allCases.map(\.rawValue)) == own)
  }

  @Test func `takes the meaning that can stand there`() {
    #expect(NearestWord.find("loss", among: ["cost", "seed"]) == "cost")
    #expect(
      NearestWord.find("loss", among: ["train_cost", "validation_cost"]) == "validation_cost"
    )
    #expect(
      NearestWord.find("val_loss", among: ["validation_cost"], within: 2) == "validation_cost"
    )
    #expect(NearestWord.find("loss", among: ["boss", "seed"]) == "boss")
  }

  @Test func `is quick for very long words`() {
    #expect(NearestWord.find(String(repeating: "z", count: 100_000), among: ["a", "b"]) == "a")
  }
}
