import Experiments
import Foundation
import NeuralNetwork
import Testing

@testable import RunStore

@Suite struct FilterTests {
  let folder: TemporaryFolder
  let store: RunStore
  let models: [FilterModel]

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    models = try Self.fill(store, FilterModel.random(count: 60, seed: 20_261_123))
  }

  /// Writes the models into the store through the doors that everyone uses.
  static func fill(_ store: RunStore, _ models: [FilterModel]) throws -> [FilterModel] {
    var models = models
    try plan(&models, "first", experiment: "odd", in: store) { $0 % 2 == 1 }
    try plan(&models, "second", experiment: "mod3", in: store) { $0 % 3 == 0 }
    try plan(&models, "third", experiment: "odd", in: store) { $0 % 5 == 0 }
    let recorder = try SQLiteRecorder.sample(store)
    let gone = try SQLiteRecorder.sample(store, startTime: 1)
    for index in models.indices where !models[index].epochs.isEmpty {
      try record(models[index], models[index].status == .lost ? gone : recorder)
    }
    try gone.flush()
    try recorder.flush()
    for index in models.indices {
      let model = models[index]
      // Whoever was never planned nor trained is not in the record; the caller leaves him out.
      guard !model.epochs.isEmpty || !model.sweeps.isEmpty else { continue }
      try store.tag([model.planned.id], adding: model.tags.sorted())
      if let note = model.note { try store.note(note, on: model.planned.id) }
    }
    return models.filter { !$0.epochs.isEmpty || !$0.sweeps.isEmpty }
  }

  private static func plan(
    _ models: inout [FilterModel],
    _ name: String,
    experiment: String,
    in store: RunStore,
    where isPart: (Int) -> Bool
  ) throws {
    let part = models.indices.filter(isPart)
    _ = try store.plan(
      SweepPlan(experiment: experiment, name: name, runs: part.map { models[$0].planned }),
      numericsVersion: 1
    )
    for index in part {
      models[index].sweeps.insert(name)
      models[index].experiments.insert(experiment)
    }
  }

  private static func record(_ model: FilterModel, _ recorder: SQLiteRecorder) throws {
    let id = model.planned.id
    _ = try recorder.begin(model.planned)
    for epoch in model.epochs {
      try recorder.record(epoch, state: Samples.state(epoch.epoch), weights: .whileLast, of: id)
    }
    switch model.status {
    case .finished: try recorder.end(id, .finished(stoppedEarlyAt: nil))
    case .diverged: try recorder.end(id, .diverged(epoch: model.epochs.count - 1))
    case .interrupted: try recorder.end(id, .interrupted)
    case .failed: try recorder.end(id, .failed("no reason"))
    default: break
    }
  }

  func found(_ filter: String, now: Date = Date()) throws -> Set<String> {
    var question = RunQuestion()
    question.condition = try Condition(filter: filter, now: now)
    return Set(try store.runs(question).runs.map(\.description))
  }

  @Test(arguments: 1...8)
  func `finds the runs that an evaluator over plain values finds`(seed: Int) throws {
    var dice = FilterDice(seed: UInt64(seed))
    var answers = 0
    for _ in 0..<100 {
      let expression = FilterExpression.random(&dice, depth: 3)
      let expected = Set(models.filter { expression.holds($0) == true }.map(\.id))
      let found = try found(expression.text)
      #expect(found == expected, "\(expression.text)")
      if !expected.isEmpty, expected.count < models.count { answers += 1 }
    }
    // Many expressions tell some runs from others.
    #expect(answers > 40)
  }

  @Test(arguments: 1...2)
  func `sorts by any expression, what is no number last`(seed: Int) throws {
    var question = RunQuestion()
    for text in ["min(validation_cost)", "train_cost@2", "mean(gradient_norm)", "train_cost"] {
      let column = try RunExpression(text).column
      question.columns = [column]
      question.sort = [.init(try RunExpression(text), isDescending: seed == 2)]
      question.limit = nil
      question.offset = 0
      let all = try store.runs(question)
      let values = all.rows.map { FilterModel.Value($0[0]) }
      #expect(all.runs.count == models.count)
      #expect(Set(all.runs.map(\.description)) == Set(models.map(\.id)))
      #expect(
        values
          == values.enumerated().sorted { left, right in
            let (one, other) = (Self.place(left.element), Self.place(right.element))
            if one.rank != other.rank { return one.rank < other.rank }
            if one.number != other.number {
              return seed == 2 ? one.number > other.number : one.number < other.number
            }
            return left.offset < right.offset
          }.map(\.element)
      )
      question.limit = 7
      question.offset = 3
      #expect(try store.runs(question).runs == Array(all.runs[3..<10]))
      question.condition = try Condition(filter: "learning_rate >= 0.5")
      let fast = models.filter { $0.planned.definition.learningRate >= 0.5 }
      #expect(try store.runs(question).total == fast.count)
      question.offset = 1000
      #expect(try store.runs(question).total == fast.count)
      question.condition = .all
    }
  }

  private static func place(_ value: FilterModel.Value) -> (rank: Int, number: Double) {
    switch value {
    case .number(let number): (number.isFinite ? 0 : 1, number)
    case .nan: (2, 0)
    case .text, .empty: (3, 0)
    }
  }

  @Test func `a column of an expression has the values of the evaluator`() throws {
    var question = RunQuestion()
    question.columns = try [
      "last(seconds)", "first(train_cost)", "train_r2@1", "mean(train_cost)",
      "seconds_to(train_cost <= 0.5)",
    ].map { try RunExpression($0).column }
    let list = try store.runs(question)
    for (run, row) in zip(list.runs, list.rows) {
      let model = try #require(models.first { $0.id == run.description })
      let reached = model.reached("train_cost", "<=", 0.5)
      #expect(
        row.map { FilterModel.Value($0) } == [
          model.last("seconds"), model.first("train_cost"), model.at("train_r2", 1),
          model.mean("train_cost"),
          .init(reached.map { model.epochs[...$0].map(\.seconds).reduce(0, +) }),
        ]
      )
    }
  }

  @Test(arguments: [
    "note = ''' or 1=1 --'", "note = \"x'; drop table run; --\"", "tag = '%'' or ''1''=''1'",
    "data = 'xor'') or (1=1'", "note like ''';--'", "note contains '\0'",
  ])
  func `text in quotes is text, whatever it says`(filter: String) throws {
    #expect(try found(filter).isEmpty)
    #expect(try found("run is not empty").count == models.count)
  }

  @Test func `times are counted from the moment that is given`() throws {
    let now = Date()
    let soon = now.addingTimeInterval(3600)
    let all = Set(models.filter { !$0.epochs.isEmpty }.map(\.id))
    #expect(try found("started_at > 2h ago", now: soon) == all)
    #expect(try found("started_at > '30m ago'", now: soon).isEmpty)
    #expect(try found("started_at >= 2026-01-01 and started_at < now", now: soon) == all)
    #expect(try found("started_at between 1h30m ago and now", now: soon) == all)
    #expect(try found("finished_at < started_at").isEmpty)
    #expect(try found("started_at is empty") == Set(models.map(\.id)).subtracting(all))
  }

  @Test func `durations are seconds`() throws {
    #expect(try found("seconds > 1m") == found("seconds > 60"))
    #expect(try found("max(seconds) >= 64s") == found("max(seconds) = 64"))
    #expect(try !found("seconds_to(train_cost < 1) > 1.5s").isEmpty)
  }
}

extension FilterModel.Value {
  init(_ stored: StoredValue) {
    switch stored {
    case .empty: self = .empty
    case .integer(let value): self = .number(Double(value))
    case .real(let value): self.init(value)
    case .text(let value): self = .text(value)
    case .blob: self = .text("")
    }
  }
}
