import Foundation
import Testing

@testable import Experiments

@Suite struct SearchSpaceTests {
  private func space(_ arguments: String...) throws -> SearchSpace {
    try SearchSpace(SearchRequest(arguments: arguments))
  }

  private func message(_ arguments: String...) -> String {
    DefinitionSamples.message { try SearchSpace(SearchRequest(arguments: arguments)) }
  }

  /// The points of a request as `key=value` words.
  private func points(_ request: SearchRequest) throws -> [String] {
    let space = try SearchSpace(request)
    let keys = request.axes.map(\.key) + (request.seeds == nil ? [] : [.seed])
    return try (0..<space.count).map { i in
      let point = try space.point(i)
      return keys.map { "\($0.rawValue)=\(point[$0]?.description ?? "")" }.joined(separator: " ")
    }
  }

  @Test func `a grid visits the first key slowest`() throws {
    let request = try SearchRequest(
      arguments: ["optimizer=sgd,adam", "learning_rate=3,0.1", "l2=0", "seeds=2"])
    #expect(
      try points(request) == [
        "optimizer=sgd learning_rate=3 l2=0 seed=1", "optimizer=sgd learning_rate=3 l2=0 seed=2",
        "optimizer=sgd learning_rate=0.1 l2=0 seed=1",
        "optimizer=sgd learning_rate=0.1 l2=0 seed=2",
        "optimizer=adam learning_rate=3 l2=0 seed=1", "optimizer=adam learning_rate=3 l2=0 seed=2",
        "optimizer=adam learning_rate=0.1 l2=0 seed=1",
        "optimizer=adam learning_rate=0.1 l2=0 seed=2",
      ]
    )
  }

  @Test func `makes the points that W&B makes`() throws {
    let theirs = try JSONDecoder().decode(
      [[String: String]].self,
      from: SearchFixtures.data("grid.json")
    )
    let text = try String(decoding: SearchFixtures.data("grid.yaml"), as: UTF8.self)
    let space = try SearchSpace(SearchRequest(yaml: text, file: "grid.yaml"))
    #expect(space.count == theirs.count)
    let ours = try (0..<space.count).map { i in
      try Dictionary(
        uniqueKeysWithValues: space.point(i).values.map { ($0.key.rawValue, "\($0.value)") }
      )
    }
    #expect(Set(ours) == Set(theirs))
  }

  @Test func `points of a huge grid are made one by one`() throws {
    let huge = try space(
      "learning_rate=range(1,10001)",
      "l2=range(0,10000)",
      "seed=range(0,10000)"
    )
    #expect(huge.count == 1_000_000_000_000)
    let last = try huge.point(huge.count - 1)
    #expect(last[.learningRate] == .real(10_000))
    #expect(last[.seed] == .integer(9_999))
    #expect(
      message(
        "learning_rate=range(1,10001)",
        "l2=range(0,10000)",
        "l1=range(0,10000)",
        "seeds=100000000"
      )
        == "the search has more than 9223372036854775807 points; give fewer values, or a run_cap"
    )
  }

  @Test func `a cap cuts a grid`() throws {
    #expect(try space("l2=1,2,3", "run_cap=2").count == 2)
    #expect(try space("l2=1,2,3", "run_cap=9").count == 3)
  }

  @Test func `values that are given again are counted`() throws {
    let space = try space("l2=1,1.0,2", "seeds=3", "l1=0,0")
    #expect(space.count == 6)
    #expect(space.repeats == 3 * 3 * 2 - 6)
  }

  @Test func `varying keys are named in order`() throws {
    #expect(
      try space("l2=1,2", "l1=0", "learning_rate=1,2", "seeds=2").varyingKeys
        == [.l2, .learningRate, .seed]
    )
  }

  @Test func `a random search goes on where its cap is raised`() throws {
    let arguments = ["learning_rate=loguniform[0.01:3]", "optimizer=sgd,adam", "seeds=2"]
    let short = try points(SearchRequest(arguments: arguments + ["run_cap=6"]))
    let long = try points(SearchRequest(arguments: arguments + ["run_cap=50"]))
    #expect(short == Array(long.prefix(6)))
    #expect(Set(long).count > 40)
    let other = try points(
      SearchRequest(arguments: arguments + ["run_cap=6", "sweep_seed=1"])
    )
    #expect(Set(other).isDisjoint(with: short))
    #expect(long[0].hasSuffix("seed=1") && long[1].hasSuffix("seed=2"))
  }

  @Test func `another key changes no key's draws`() throws {
    let one = try space("l2=uniform[0:1]", "run_cap=20")
    let two = try space("l1=uniform[0:1]", "l2=uniform[0:1]", "run_cap=20")
    for i in 0..<20 { #expect(try one.point(i)[.l2] == two.point(i)[.l2]) }
    #expect(try two.point(3)[.l1] != two.point(3)[.l2])
  }

  @Test func `draws stay within their bounds and fill them`() throws {
    let space = try space(
      "learning_rate=loguniform[1e-4:1]",
      "mini_batch_size=uniform[8:16]",
      "l2=uniform[0.25:0.75]",
      "run_cap=4000"
    )
    var sizes: Set<Int> = []
    var below = 0
    for i in 0..<space.count {
      let point = try space.point(i)
      guard
        case (.real(let rate)?, .integer(let size)?, .real(let l2)?) =
          (point[.learningRate], point[.miniBatchSize], point[.l2])
      else { throw DefinitionError(.severalRuns) }
      #expect(rate >= 1e-4 && rate <= 1 && (0.25...0.75).contains(l2))
      sizes.insert(size)
      if rate < 0.01 { below += 1 }
    }
    #expect(sizes == Set(8...16))
    // Half of a log-uniform draw lies below the geometric mean; 4 standard deviations are 126.
    #expect(abs(below - 2000) < 126)
  }

  @Test func `quantized draws are multiples`() throws {
    let request = try SearchRequest(
      yaml: """
        method: random
        run_cap: 200
        parameters:
          mini_batch_size: {min: 8, max: 64, q: 8, distribution: q_log_uniform_values}
          l2: {min: 0, max: 1, q: 0.25}
        """,
      file: "s.yaml"
    )
    let space = try SearchSpace(request)
    let points = try (0..<space.count).map { try space.point($0) }
    #expect(Set(points.map { $0[.l2] }) == Set([0, 0.25, 0.5, 0.75, 1].map { .real($0) }))
    #expect(
      Set(points.map { $0[.miniBatchSize] }) == Set((1...8).map { .integer(8 * $0) })
    )
  }

  @Test func `drawn points never change`() throws {
    let space = try space(
      "l2=uniform[0:1]",
      "mini_batch_size=uniform[1:64]",
      "activation=sigmoid,tanh,relu",
      "run_cap=3"
    )
    let points = try (0..<3).map { i in
      let point = try space.point(i)
      return [.l2, .miniBatchSize, .activation].map { point[$0]?.description ?? "" }
    }
    #expect(points == Self.golden)
  }

  /// From Fixtures/search/draws.py, which has SplitMix64 and the streams in Python.
  private static let golden = [
    ["0.218577849452", "28", "tanh"], ["0.0952251189853", "17", "tanh"],
    ["0.682485742672", "45", "relu"],
  ]

  @Test func `refuses a search without an end or a sense`() {
    #expect(
      message("l2=uniform[0:1]")
        == "a random search needs an end; give run_cap, the number of runs"
    )
    #expect(
      message("l2=uniform[0:1]", "method=grid")
        == "l2 is drawn from a distribution, and a grid needs values; give method=random or a "
        + "logspace"
    )
    #expect(
      message("epochs=10,20")
        == "epochs is a limit and no part of a run: all its values would be one run; "
        + "give the largest"
    )
    #expect(message("min_delta=0,1").hasPrefix("min_delta is a limit"))
    #expect(message("early_stopping=1,2").hasPrefix("early_stopping is a limit"))
    #expect(
      message("seed=1,2", "seeds=2") == "seed and seeds are both given; give one of them"
    )
  }

  @Test func `epochs vary where every schedule depends on the total`() throws {
    #expect(try space("epochs=10,20", "schedule=cosine,warmup_cosine").count == 4)
    #expect(message("epochs=10,20", "schedule=cosine,step").hasPrefix("epochs is a limit"))
    #expect(try space("epochs=10,10.0").count == 1)
  }

  @Test func `a grid lists whole numbers and multiples`() throws {
    let request = try SearchRequest(
      yaml: """
        method: grid
        parameters:
          seed: {min: 1, max: 3}
          l2: {min: 0, max: 1, q: 0.25, distribution: q_uniform}
        """,
      file: "s.yaml"
    )
    let space = try SearchSpace(request)
    #expect(space.count == 15)
    #expect(try space.point(14)[.l2] == .real(1))
  }
}
