import Experiments
import Foundation
@testable import RunStore
import Testing

/// Runs every statement of `docs/database.md` on a record of a few runs.
@Suite struct DatabasePageTests {
  private static let page = (try? Self.text()) ?? ""
  private static let statements = page.components(separatedBy: "```sql\n").dropFirst()
    .compactMap { $0.components(separatedBy: "```").first }

  private let folder: TemporaryFolder
  private let store: RunStore

  /// Two rates with three seeds each, and a run that diverges.
  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = (1...6).map { Self.run($0, rate: $0 > 3 ? 0.5 : 0.1, seed: ($0 - 1) % 3 + 1) }
    let diverging = Self.run(7, rate: 9, seed: 1)
    _ = try store.plan(SweepPlan(experiment: "page", runs: runs + [diverging]), numericsVersion: 1)
    let recorder = try SQLiteRecorder.sample(store)
    for (index, run) in runs.enumerated() {
      try record(run, costs: [1, 0.5, 0.4 + 0.01 * Double(index)], recorder)
      try recorder.end(run.id, .finished(stoppedEarlyAt: nil))
    }
    try record(diverging, costs: [1, 70, .nan], recorder)
    try recorder.end(diverging.id, .diverged(epoch: 2))
    try recorder.close()
  }

  @Test func `the page asks ten questions and more`() {
    #expect(Self.statements.count == 14)
  }

  @Test(arguments: statements)
  func `a statement of the page is answered as it says`(statement: String) throws {
    var names: [String] = []
    var rows = 0
    try store.query(statement, header: { names = $0 }) { _ in rows += 1 }
    #expect(!names.isEmpty)
    #expect((rows == 0) == statement.hasPrefix("-- answers nothing"))
  }

  @Test(arguments: ["runs", "epochs", "layers", "findings"])
  func `the page names every column of a view`(view: String) throws {
    let ends = ["data", "precision"]
    let keys = DefinitionKey.allCases.map(\.rawValue).filter { !ends.contains($0) }
    let section = try #require(Self.page.components(separatedBy: "**`\(view)`**").dropFirst().first)
    let table = try #require(section.components(separatedBy: "\n\n").dropFirst().first)
    try store.query(
      "SELECT * FROM \(view)",
      header: { names in
        for name in names where view != "runs" || !keys.contains(name) {
          #expect(table.contains("`\(name)`"), "\(view).\(name)")
        }
      }
    ) { _ in }
  }

  @Test func `the page names every table`() throws {
    var tables: [String] = []
    let list = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    try store.query(list, header: { _ in }) { row in
      if case .text(let name) = row[0] { tables.append(name) }
    }
    #expect(tables.count == 17)
    for table in tables { #expect(Self.page.contains("`\(table)`"), "\(table)") }
  }

  private static func run(_ number: Int, rate: Double, seed: Int) -> PlannedRun {
    var definition = Samples.definition(seed: seed, epochs: 2)
    definition.learningRate = rate
    return PlannedRun(id: Samples.id(number), definition: definition)
  }

  private func record(_ run: PlannedRun, costs: [Double], _ recorder: SQLiteRecorder) throws {
    _ = try recorder.begin(run)
    for (epoch, cost) in costs.enumerated() {
      var record = Samples.epoch(epoch, cost: cost)
      if run.id == Samples.id(1), epoch == 2 { record.validation?.cost = 0.7 }
      for index in record.layers.indices {
        record.layers[index].weightGradientNorm = 0.4
        record.layers[index].biasGradientNorm = 0.3
        record.layers[index].gradientNorm = 0.5
      }
      try recorder.record(record, state: Samples.state(epoch), weights: .always, of: run.id)
    }
  }

  private static func text() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/database.md"), encoding: .utf8)
  }
}
