import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

/// A file that the program of schema 1 made, and what that program answered about it
/// (`Fixtures/schema-1/make.sh`).
@Suite struct UpgradeTests {
  let folder: TemporaryFolder
  var backup: String { folder.file("descent.db.schema-1") }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: Self.fixture("record.db"),
      to: URL(filePath: folder.file())
    )
  }

  private static func fixture(_ name: String) throws -> URL {
    try #require(Bundle.module.resourceURL).appending(path: "Fixtures/schema-1/\(name)")
  }

  /// A value of a row of JSON.
  private enum Answer: Decodable, Equatable {
    case null
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let flag = try? container.decode(Bool.self) {
        self = .text("\(flag)")
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    /// What the JSON of a value reads as.
    init(_ value: StoredValue) {
      switch value {
      case .empty, .blob: self = .null
      case .integer(let number): self = .number(Double(number))
      case .real(let number) where number.isNaN: self = .text("NaN")
      case .real(let number) where number.isInfinite:
        self = .text(number < 0 ? "-Infinity" : "Infinity")
      case .real(let number): self = .number(number)
      case .text(let text): self = .text(text)
      }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
  }

  private static func answers(_ name: String) throws -> [[String: Answer]] {
    try JSONDecoder().decode(
      [[String: Answer]].self,
      from: Data(contentsOf: fixture(name + ".json"))
    )
  }

  @Test(arguments: [RunStore.Mode.read, .write, .create])
  func `opening it makes a copy beside it and applies the steps since`(mode: RunStore.Mode) throws {
    let bytes = try Data(contentsOf: Self.fixture("record.db"))
    let store = try RunStore.open(path: folder.file(), mode: mode)
    #expect(try store.info().schema == Schema.current.version)
    #expect(try store.check() == [])
    try store.close()
    #expect(try folder.contents() == ["descent.db", "descent.db.schema-1"])
    #expect(try FileProbe(path: backup).version() == 1)
    let old = try DatabaseQueue(path: backup)
    let count = try old.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM layer") }
    try old.close()
    #expect(count == 48)
    #expect(try Data(contentsOf: Self.fixture("record.db")) == bytes)
  }

  @Test func `every question has its old answer`() throws {
    let store = try RunStore.open(path: folder.file(), mode: .read)
    defer { try? store.close() }
    let runs = try Self.answers("runs")
    var question = RunQuestion()
    question.order = .planned
    let list = try store.runs(question)
    try #require(list.rows.count == runs.count)
    for (row, answer) in zip(list.rows, runs) {
      for (column, value) in zip(list.columns, row) where column.name != "findings" {
        #expect(Answer(value) == answer[column.name], "\(column.name)")
      }
      #expect(row.last == .empty)
    }
    for table in [HistoryTable.epochs, .layers] {
      let answers = try Self.answers(table.rawValue)
      var next = 0
      try store.export(table, of: .matching(.all)) { row in
        for (name, value) in zip(table.columns, row) {
          #expect(Answer(value) == answers[next][name], "\(table) \(next) \(name)")
        }
        next += 1
      }
      #expect(next == answers.count)
    }
    try store.export(.findings, of: .matching(.all)) { Issue.record("\($0)") }
  }

  @Test func `labels, evidence and weights are as they were`() throws {
    let store = try RunStore.open(path: folder.file(), mode: .read)
    defer { try? store.close() }
    let answers = try Self.answers("weights")
    let run = try store.run(named: try #require(answers.first?["run"]?.text))
    let weights = try #require(try store.weights(of: run, epoch: 3))
    let numbers = weights.layers.flatMap { layer -> [Float] in
      (layer.weights + layer.biases).withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: 4).map {
          Float(bitPattern: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
        }
      }
    }
    let values = answers.compactMap { $0["value"]?.number }
    #expect(Set(numbers.map(Double.init)) == Set(values))
    #expect(numbers.count == values.count)
    #expect(try store.verifications(of: run).map(\.difference) == [nil])
    #expect(try store.gradientChecks(of: run).map(\.passed) == [true])
    var found = RunQuestion()
    found.condition = try Condition(filter: "tag = good")
    #expect(try store.runs(found).total == 2)
    found.condition = try Condition(filter: "note = 'the one, with a comma'")
    #expect(try store.runs(found).total == 1)
    found.condition = .all
    found.isAboutTrash = true
    #expect(try store.runs(found).total == 1)
  }

  @Test func `a run of it that goes on gets the findings of all its epochs`() throws {
    let store = try RunStore.open(path: folder.file(), mode: .write)
    defer { try? store.close() }
    let answers = try Self.answers("weights")
    let id = try store.run(named: try #require(answers.first?["run"]?.text))
    let stored = try store.details(of: id).definition
    let definition = try Definition(stored: stored.values, data: stored.data)
    var run = PlannedRun(id: id, definition: definition)
    run.definition.epochs = 4
    let recorder = try SQLiteRecorder.sample(store)
    guard case .resumed(let state, let history) = try recorder.begin(run) else {
      Issue.record("it did not go on")
      return
    }
    #expect(state.epoch == 3 && history.count == 4)
    try recorder.end(id, .interrupted)
    try recorder.close()
    #expect(try store.details(of: id).summary.findings == 0)
    #expect(try store.check() == [])
  }
}
