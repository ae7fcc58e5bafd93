import Experiments
import GRDB
@testable import RunStore
import Testing

@Suite struct RunQuestionTests {
  let folder: TemporaryFolder
  let store: RunStore

  /// Five runs whose last training costs are 0.5, NaN, ∞, 0.25 and, for one that is queued, nothing.
  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    for (seed, cost) in [0.5, .nan, .infinity, 0.25].enumerated() {
      let run = Samples.run(seed: seed)
      _ = try recorder.begin(run)
      try recorder.record(
        Samples.epoch(0, cost: cost),
        state: Samples.state(0),
        weights: .whileLast,
        of: run.id
      )
      try recorder.end(run.id, cost.isFinite ? .interrupted : .diverged(epoch: 0))
    }
    _ = try store.plan(
      SweepPlan(experiment: "e", runs: [Samples.run(seed: 4)]),
      numericsVersion: 1
    )
    try recorder.close()
  }

  func seeds(_ question: RunQuestion) throws -> [Int] {
    let runs = try store.runs(question).runs
    return runs.compactMap { id in (0...4).first { Samples.id($0) == id } }
  }

  @Test func `the newest come first`() throws {
    #expect(try seeds(RunQuestion()) == [4, 3, 2, 1, 0])
  }

  @Test(arguments: [false, true])
  func `infinities, NaN and nothing sort last both ways`(descending: Bool) throws {
    var question = RunQuestion()
    question.sort = [.init(try .named("train_cost"), isDescending: descending)]
    #expect(try seeds(question) == (descending ? [0, 3] : [3, 0]) + [2, 1, 4])
    question.limit = 3
    question.offset = 1
    #expect(try seeds(question) == [descending ? 3 : 0, 2, 1])
  }

  @Test func `a cut list knows how many there are`() throws {
    var question = RunQuestion()
    question.limit = 2
    #expect(try store.runs(question).total == 5)
    question.condition = .status(.diverged)
    #expect(try store.runs(question).total == 2)
    #expect(try seeds(question) == [2, 1])
  }

  @Test func `NaN reads as NaN and what was not measured as nothing`() throws {
    var question = RunQuestion()
    question.columns = [try .named("train_cost"), try .named("train_r2")]
    let rows = try Array(store.runs(question).rows.reversed())
    #expect(rows[0] == [.real(0.5), .empty])
    guard case .real(let nan) = rows[1][0] else {
      Issue.record("\(rows[1])")
      return
    }
    #expect(nan.isNaN)
    #expect(rows[2][0] == .real(.infinity))
    #expect(rows[4] == [.empty, .empty])
  }

  @Test func `definitions are typed`() throws {
    var question = RunQuestion()
    question.limit = 1
    question.columns = try [
      "validation", "hidden_layers", "shuffle", "learning_rate", "seed", "l2", "weight_decay",
    ].map { try .named($0) }
    #expect(
      try store.runs(question).rows[0] == [
        .real(0.25), .text("[2, 3]"), .text("true"), .real(0.5), .integer(4), .real(0), .empty,
      ]
    )
  }

  @Test func `every column can be shown and sorted by`() throws {
    for column in RunColumn.all {
      var question = RunQuestion()
      question.columns = [column]
      question.sort = [.init(column, isDescending: true)]
      #expect(try store.runs(question).rows.count == 5)
    }
  }

  @Test func `only known columns have a name`() {
    let error = #expect(throws: StoreError.self) { try RunColumn.named("run_id; DROP TABLE run") }
    #expect(error?.exitCode == 64)
  }

  @Test func `values are bound, not pasted`() throws {
    try store.tag([Samples.id(0)], adding: ["a' OR '1'='1", "b"])
    var question = RunQuestion()
    question.condition = .tag("a' OR '1'='1") && .status(.interrupted)
    #expect(try seeds(question) == [0])
    question.columns = [try .named("tags")]
    #expect(try store.runs(question).rows == [[.text("a' OR '1'='1,b")]])
  }

  @Test func `a run is named by the beginning of its id or its age`() throws {
    let id = Samples.id(2)
    #expect(try store.run(named: String(id.description.prefix(6))) == id)
    #expect(try store.run(named: id.description.uppercased()) == id)
    #expect(try store.run(named: "@1") == Samples.id(4))
    #expect(try store.run(named: "@5") == Samples.id(0))
    #expect(throws: StoreError.unknownRun("@6")) { try store.run(named: "@6") }
    #expect(throws: StoreError.unknownRun("0000")) { try store.run(named: "0000") }
    for name in ["abc", "", "@0", "@-1", "@x", "xyz1", "é123", id.description + "0"] {
      #expect(throws: StoreError.malformedRun(name)) { try store.run(named: name) }
    }
  }

  @Test func `a beginning of several ids is ambiguous`() throws {
    try store.writing { db in
      for key in 1...2 {
        try db.execute(
          sql: "UPDATE run SET run_id = cast(x'abcd' || zeroblob(13) || ? AS BLOB) WHERE id = ?",
          arguments: ["\(key)", key]
        )
      }
    }
    #expect(throws: StoreError.ambiguousRun("abcd", count: 2)) { try store.run(named: "abcd") }
  }
}
