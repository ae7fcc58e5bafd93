import Testing

@testable import Experiments

@Suite struct SharedBeginningsTests {
  /// How many beginnings there are among those of some definitions, asked for in order.
  private func count(
    _ definitions: [[String]],
    of byteCount: Int = 100,
    in shared: SharedBeginnings<Float> = SharedBeginnings()
  ) throws -> Int {
    var seen: [Beginning<Float>] = []
    for arguments in definitions {
      let definition = try DefinitionSamples.definition(arguments)
      let beginning = shared.beginning(of: definition, byteCount: byteCount)
      if !seen.contains(where: { $0 === beginning }) { seen.append(beginning) }
    }
    return seen.count
  }

  @Test func `runs that differ in how they train begin alike`() throws {
    let count = try count([
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
  func `what decides the weights or the examples begins otherwise`(other: [String]) throws {
    #expect(try count([[], other, [], other]) == 2)
  }

  @Test func `a sweep over many seeds does not fill the memory`() throws {
    let seeds = (1...30).map { ["seed=\($0)"] }
    let few = SharedBeginnings<Float>(limit: 20)
    #expect(try count(seeds + [["seed=30"]], in: few) == 30)
    #expect(try count([["seed=30"], ["seed=1"]], in: few) == 2)
    #expect(try count([["seed=30"], ["seed=1"], ["seed=30"]], in: few) == 2)
    #expect(try count(seeds + [["seed=1"]], in: few) == 31)
  }

  @Test func `large first weights are kept as far as there is room, and always the last`() throws {
    let three = SharedBeginnings<Float>(byteLimit: 300)
    let seeds = (1...3).map { ["seed=\($0)"] }
    #expect(try count(seeds + [["seed=1"]], in: three) == 3)
    #expect(try count([["seed=4"], ["seed=1"]], in: three) == 2)
    #expect(try count([["seed=3"], ["seed=1"], ["seed=4"]], in: three) == 3)
    let none = SharedBeginnings<Float>(byteLimit: 0)
    #expect(try count([["seed=1"], ["seed=1"], ["seed=2"], ["seed=1"]], in: none) == 3)
  }
}
