import Foundation
import Testing

@testable import Experiments

@Suite struct DefinitionIdentityTests {
  struct Golden: Decodable {
    var name: String
    var text: String
    var id: String
  }

  private func golden(_ name: String) throws -> Golden {
    let folder = try #require(
      Bundle.module.url(forResource: "Fixtures", withExtension: nil)
    )
    let data = try Data(contentsOf: folder.appending(path: "definition/canonical.json"))
    let all = try JSONDecoder().decode([Golden].self, from: data)
    return try #require(all.first { $0.name == name })
  }

  @Test func `names the defaults as Python does`() throws {
    let golden = try golden("defaults")
    let definition = try DefinitionSamples.definition(["data=digits"])
    #expect(definition.canonicalText == golden.text)
    #expect(definition.id.description == golden.id)
  }

  @Test func `names everything at once as Python does`() throws {
    let golden = try golden("everything")
    let weights = Definition.Source(
      label: "w.npz",
      digest: stride(from: 255, to: 223, by: -1).map { UInt8($0) }
    )
    let definition = try DefinitionSamples.definition(
      [
        "data=houses.csv", "train_limit=150", "validation=test", "split_seed=3",
        "hidden_layers=[100, 30]", "activation=tanh", "cost=huber", "initialization=w.npz",
        "optimizer=adamw", "weight_decay=0.1", "momentum=0.5", "schedule=warmup_cosine",
        "warmup_epochs=7", "minimum_rate=5e-324", "schedule_factor=0.1", "epochs=1e2",
        "learning_rate=0.3333333333333333", "mini_batch_size=all", "l2=3.0", "l1=1e16",
        "dropout=0.25", "gradient_clip=0.00001", "early_stopping=4", "min_delta=0.5",
        "shuffle=false", "seed=9223372036854775807", "precision=double",
      ],
      for: DefinitionSamples.table(name: "a\\b\nc=σ", hasTestFiles: true),
      weights: weights
    )
    #expect(definition.canonicalText == golden.text)
    #expect(definition.id.description == golden.id)
    #expect(PlannedRun(definition: definition).id == definition.id)
  }

  @Test(arguments: [
    ["epochs=99"], ["early_stopping=3", "min_delta=0.1"], ["learning_rate=0.50"],
    ["learning_rate=5e-1"], ["momentum=0.1"], ["weight_decay=1"], ["schedule_factor=2"],
    ["l2=-0"], ["epochs=1"], ["train_limit=1000"], ["train_limit=5000"], ["cost=cross_entropy"],
  ])
  func `is the same run`(arguments: [String]) throws {
    let plain = try DefinitionSamples.definition(["data=digits"])
    #expect(try DefinitionSamples.definition(["data=digits"] + arguments).id == plain.id)
  }

  @Test(arguments: [
    ["learning_rate=0.51"], ["seed=2"], ["split_seed=1"], ["precision=double"], ["shuffle=false"],
    ["validation=0.3"], ["validation=200"], ["train_limit=999"], ["scale=none"], ["dropout=0.1"],
    ["hidden_layers=[]"], ["hidden_layers=[3,0e0]".replacing("0e0", with: "1")],
    ["optimizer=momentum"], ["schedule=step"], ["gradient_clip=1"], ["l1=1"], ["activation=relu"],
    ["mini_batch_size=all"], ["initialization=he"], ["task=regression"],
  ])
  func `is another run`(arguments: [String]) throws {
    let plain = try DefinitionSamples.definition(["data=digits"])
    #expect(try DefinitionSamples.definition(["data=digits"] + arguments).id != plain.id)
  }

  @Test func `two names of the same data are the same run`() throws {
    let here = try DefinitionSamples.definition([], for: DefinitionSamples.images(label: "digits"))
    let there = try DefinitionSamples.definition([], for: DefinitionSamples.images(label: "/d.npz"))
    #expect(here.id == there.id)
    #expect(here != there)
  }

  @Test func `epochs count where the schedule depends on the total`() throws {
    func id(_ schedule: String, _ epochs: Int) throws -> RunID {
      try DefinitionSamples.definition(["schedule=\(schedule)", "epochs=\(epochs)"]).id
    }
    for schedule in ["cosine", "warmup_cosine"] {
      #expect(try id(schedule, 10) != id(schedule, 20))
    }
    for schedule in ["constant", "exponential", "step", "plateau"] {
      #expect(try id(schedule, 10) == id(schedule, 20))
    }
  }
}
