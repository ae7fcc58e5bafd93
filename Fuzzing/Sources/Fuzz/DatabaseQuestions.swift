import Experiments
import Foundation
import RunStore

/// Opens a record that was changed, asks it everything, and reads what is whole of it into a new one.
struct DatabaseQuestions {
  private let record: ChangedRecord

  init() throws { record = try ChangedRecord() }

  @Sendable func ask(_ bytes: [UInt8]) {
    record.change(by: bytes)
    guard let store = try? RunStore.open(path: record.path, mode: .read) else { return }
    defer { try? store.close() }
    _ = try? store.check()
    askLists(store)
    for run in record.runs { ask(run, store) }
  }

  /// What salvage makes passes every check, or there is no file.
  @Sendable func salvage(_ bytes: [UInt8]) {
    record.change(by: bytes)
    let target = record.path + ".saved"
    defer { try? FileManager.default.removeItem(atPath: target) }
    guard (try? RunStore.salvage(record.path, into: target)) != nil else {
      precondition(!FileManager.default.fileExists(atPath: target), "half a file was left")
      return
    }
    let saved = try? RunStore.open(path: target, mode: .read)
    defer { try? saved?.close() }
    precondition((try? saved?.check().isEmpty) == true, "the salvaged record is not sound")
  }

  private func askLists(_ store: RunStore) {
    var question = RunQuestion()
    question.columns = RunColumn.all
    _ = try? store.runs(question)
    question.isAboutTrash = true
    try? store.exportRuns(question) { _, _ in }
    for table in HistoryTable.allCases {
      try? store.export(table, of: .matching(.all)) { _ in }
    }
    _ = try? store.counts()
    _ = try? store.varyingKeys()
    _ = try? store.info()
    _ = try? store.run(named: "@1")
    for sweep in (try? store.sweeps()) ?? [] {
      for point in (try? store.points(of: sweep)) ?? [] {
        _ = try? Definition(stored: point.definition.values, data: point.definition.data)
      }
    }
    for view in ["runs", "epochs", "layers"] {
      try? store.query("SELECT * FROM \(view)", header: { _ in }, { _ in })
    }
    if let condition = try? Condition(filter: "min(train_cost) < 1 and tag = 'tag'") {
      _ = try? store.counts(where: condition)
    }
  }

  private func ask(_ run: RunID, _ store: RunStore) {
    if let details = try? store.details(of: run) {
      _ = try? Definition(
        stored: details.definition.values,
        data: details.definition.data,
        initialWeights: details.definition.initialWeights
      )
    }
    _ = try? store.epochs(of: run)
    _ = try? store.state(of: run)
    for epoch in (try? store.keptEpochs(of: run)) ?? [] {
      _ = try? store.weights(of: run, epoch: epoch)?.arrays
      _ = try? store.layers(of: run, epoch: epoch)
      _ = try? store.recordedEpoch(epoch, of: run)
    }
    _ = try? store.history(of: run, through: 2)
    _ = try? store.verifications(of: run)
    _ = try? store.gradientChecks(of: run)
  }
}
