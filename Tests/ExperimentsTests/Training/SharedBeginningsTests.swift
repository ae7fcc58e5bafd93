import Dispatch
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
      } meanwhile: {
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

  @Test func `while another run measures, something else is done`() throws {
    let beginnings = SharedBeginnings()
    let definition = try DefinitionSamples.definition([])
    let (isMeasuring, isBusy) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      _ = beginnings.record(of: definition) {
        isMeasuring.signal()
        isBusy.wait()
        return Self.record(cost: 7)
      } meanwhile: {
      }
    }
    isMeasuring.wait()
    let record = beginnings.record(of: definition) {
      Self.record(cost: 1)
    } meanwhile: {
      isBusy.signal()
    }
    #expect(record.train.cost == 7)
    let later = beginnings.record(of: definition) {
      Self.record(cost: 2)
    } meanwhile: {
      Issue.record("the record is there")
    }
    #expect(later.train.cost == 7)
  }

  private func made(_ definitions: [[String]], hiddenNeurons: Int = 30) throws -> Int {
    let beginnings = SharedBeginnings()
    var count = 0
    for arguments in definitions {
      let definition = try DefinitionSamples.definition(arguments)
      let weights = beginnings.weights(of: definition) {
        count += 1
        return FirstWeights<Float>(
          Initialization.nielsen.draw(
            sizes: [64, hiddenNeurons, 10],
            seed: definition.seed,
            activation: .sigmoid,
            outputActivation: .softmax
          )
        )
      }
      #expect(weights.snapshot == WeightsSnapshot(weights.parameters))
    }
    return count
  }

  @Test func `first weights are made once for runs that begin alike`() throws {
    #expect(try made([[], ["learning_rate=3"], ["optimizer=adam"], ["seed=2"], []]) == 2)
  }

  @Test func `large first weights of many seeds are not all kept`() throws {
    let seeds = (1...9).map { ["seed=\($0)"] }
    let neurons = SharedBeginnings.weightsLimit / (8 * 75) / 4
    #expect(try made(seeds + [["seed=9"]], hiddenNeurons: neurons) == 9)
    #expect(try made(seeds + [["seed=1"]], hiddenNeurons: neurons) == 10)
  }

  @Test func `a sweep over many seeds does not fill the memory`() throws {
    let seeds = (1...300).map { ["seed=\($0)"] }
    #expect(try measurements(seeds + [["seed=300"]]) == 300)
    #expect(try measurements(seeds + [["seed=1"]]) == 301)
  }
}
