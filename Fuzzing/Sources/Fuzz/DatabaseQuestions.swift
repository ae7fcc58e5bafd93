import Experiments
import Foundation
import RunStore

/// Changes bytes of a record's file or of its log, then opens it and asks everything.
///
/// An input is a list of changes of six bytes each: a place (four bytes, little-endian, modulo the
/// bytes there are), what to do (set, flip, add, cut off from here) and with which byte.
struct DatabaseQuestions {
  private let folder: String
  private let file: [UInt8]
  private let log: [UInt8]
  private let runs: [RunID]

  init() throws {
    let sample = try SampleRecord()
    let store = try sample.record()
    folder = sample.folder
    runs = sample.runs.map(\.id)
    log = Array(try Data(contentsOf: URL(filePath: sample.path + "-wal")))
    file = Array(try Data(contentsOf: URL(filePath: sample.path)))
    try store.close()
  }

  @Sendable func ask(_ bytes: [UInt8]) {
    let path = folder + "/changed.db"
    do {
      try write(changed(by: bytes), to: path)
    } catch {
      preconditionFailure("\(error)")
    }
    guard let store = try? RunStore.open(path: path, mode: .read) else { return }
    defer { try? store.close() }
    _ = try? store.check()
    askLists(store)
    for run in runs { ask(run, store) }
  }

  private func changed(by bytes: [UInt8]) -> (file: [UInt8], log: [UInt8]) {
    var all = file + log
    var end = all.count
    for start in stride(from: 0, to: bytes.count - 5, by: 6) {
      let place = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int($1) } % all.count
      let byte = bytes[start + 5]
      switch bytes[start + 4] % 16 {
      case 0: end = min(end, max(place, 1))
      case 1...7: all[place] ^= 1 << (byte % 8)
      case 8...11: all[place] = byte
      default: all[place] &+= byte
      }
    }
    let whole = all[..<end]
    return (Array(whole.prefix(file.count)), Array(whole.dropFirst(file.count)))
  }

  private func write(_ content: (file: [UInt8], log: [UInt8]), to path: String) throws {
    try? FileManager.default.removeItem(atPath: path + "-shm")
    try Data(content.log).write(to: URL(filePath: path + "-wal"))
    try Data(content.file).write(to: URL(filePath: path))
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
