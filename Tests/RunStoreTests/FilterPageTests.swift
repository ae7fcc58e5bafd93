import Experiments
import Foundation
import NeuralNetwork
import Testing

@testable import RunStore

/// Holds docs/filters.md to what the program does.
@Suite struct FilterPageTests {
  let page: String

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    page = try String(contentsOf: root.appendingPathComponent("docs/filters.md"), encoding: .utf8)
  }

  /// The filters of the table of examples.
  private var examples: [String] {
    page.split(separator: "\n").drop { $0 != "## Examples" }.prefix { $0 != "## Grammar" }
      .filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
  }

  /// The seeds that each example finds among the runs of ``store(_:)``, in the page's order.
  private static let answers: [Set<Int>] = [
    [1, 2], [2, 3], [1, 2], [1, 2, 3], [1, 2], [4], [1, 2, 3, 4], [1, 3], [1, 2, 3, 4], [1, 2, 3],
    [4],
  ]

  @Test func `each example finds what it says`() throws {
    let folder = try TemporaryFolder()
    let store = try store(in: folder)
    let examples = examples
    try #require(examples.count == Self.answers.count)
    let seeds = Dictionary(uniqueKeysWithValues: (1...4).map { (Samples.id($0), $0) })
    for (example, answer) in zip(examples, Self.answers) {
      var question = RunQuestion()
      question.condition = try Condition(filter: example)
      let found = Set(try store.runs(question).runs.compactMap { seeds[$0] })
      #expect(found == answer, "\(example)")
    }
    try store.close()
  }

  /// Four runs: 1 is tagged, 2 uses Adam, 3 failed and has a note, 4 diverged.
  private func store(in folder: TemporaryFolder) throws -> RunStore {
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    for seed in 1...4 {
      var run = Samples.run(seed: seed)
      if seed == 1 || seed == 4 { run.definition.optimizer = .sgd }
      if seed == 2 { run.definition.optimizer = .adam }
      if seed == 3 { run.definition.learningRate = 0.25 }
      _ = try recorder.begin(run)
      // Samples have 1 / (epoch + 1) as costs, and 0.1 more over the validation set.
      for epoch in 0...3 {
        let costs = seed == 4 ? .nan : seed == 3 ? 1 : 1 / Double(epoch + 1)
        try recorder.record(
          Samples.epoch(epoch, cost: costs),
          state: Samples.state(epoch),
          weights: .whileLast,
          of: run.id
        )
      }
      switch seed {
      case 3: try recorder.end(run.id, .failed("no reason"))
      case 4: try recorder.end(run.id, .diverged(epoch: 3))
      default: try recorder.end(run.id, .finished(stoppedEarlyAt: nil))
      }
    }
    try recorder.close()
    try store.tag([Samples.id(1)], adding: ["best one"])
    try store.note("look again", on: Samples.id(3))
    return store
  }

  @Test func `the error on the page is the program's`() throws {
    let filter = "learning_rate > 1 and validaton_cost < 0.1"
    let error = #expect(throws: FilterError.self) { try Condition(filter: filter) }
    let shown = try #require(error).description.split(separator: "\n").map { "    \($0)" }
    #expect(page.contains(shown.joined(separator: "\n")))
  }

  @Test func `the page has every name, function, unit and limit`() throws {
    let shown = RunColumn.all.map(\.name).filter { name in
      DefinitionKey(rawValue: name) == nil && !name.hasPrefix("best_")
        && !RunSummary.lastNames.contains(name)
    }
    for name in shown + ["tag", "finding"] + HistoryValue.functionNames
      + FilterDuration.units.map(\.key)
      + RunStatus.allCases.map(\.rawValue) + Finding.Kind.allCases.map(\.rawValue)
    {
      #expect(page.contains(name), "\(name)")
    }
    for limit in ["65,536 bytes", "1,000 tests", "4,096 values", "200 brackets", "40 alternations"]
    {
      #expect(page.contains(limit))
    }
    #expect(FilterLexer.byteLimit == 65_536)
    #expect(FilterParser.testLimit == 1000 && FilterParser.literalLimit == 4096)
    #expect(FilterParser.depthLimit == 200 && FilterParser.alternationLimit == 40)
  }
}
