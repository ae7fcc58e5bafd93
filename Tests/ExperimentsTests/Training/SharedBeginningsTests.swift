import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct SharedBeginningsTests {
  private func measurements(_ definitions: [[String]]) throws -> Int {
    let beginnings = SharedBeginnings()
    var count = 0
    for arguments in definitions {
      let record = beginnings.record(of: try DefinitionSamples.definition(arguments)) {
        count += 1
        return Self.record(cost: Double(count))
      }
      #expect(record.train.cost <= Double(count))
    }
    return count
  }

  private static func record(cost: Double) -> EpochRecord {
    EpochRecord(
      epoch: 0,
      train: Metrics(cost: cost),
      validation: nil,
      learningRate: nil,
      gradientNorm: 0,
      weightNorm: 0,
      seconds: 0,
      examples: 0,
      layers: []
    )
  }

  @Test func `runs that differ in how they train are measured once before training`() throws {
    let count = try measurements([
      ["learning_rate=0.1"],
      ["learning_rate=3", "mini_batch_size=32", "l2=5"],
      ["optimizer=adam", "dropout=0.5", "schedule=cosine", "epochs=7"],
      ["gradient_clip=1", "early_stopping=3", "shuffle=false", "l1=1"],
    ])
    #expect(count == 1)
  }

  @Test(arguments: [
    ["seed=2"], ["hidden_layers=[31]"], ["activation=tanh"], ["cost=quadratic"],
    ["initialization=he"], ["precision=double"], ["train_limit=100"], ["split_seed=1"],
    ["scale=standard"], ["validation=0.5"],
  ])
  func `what decides the weights or the examples is measured again`(other: [String]) throws {
    #expect(try measurements([[], other, [], other]) == 2)
  }

  @Test func `a sweep over many seeds does not fill the memory`() throws {
    let seeds = (1...300).map { ["seed=\($0)"] }
    #expect(try measurements(seeds + [["seed=300"]]) == 300)
    #expect(try measurements(seeds + [["seed=1"]]) == 301)
  }
}
