public import Experiments
internal import GRDB

/// A table of the full history, as `export` and the views have it.
public enum HistoryTable: String, CaseIterable, Sendable {
  /// One row for each epoch.
  case epochs
  /// One row for each layer of each epoch.
  case layers
  /// One row for each finding.
  case findings

  /// The names of its columns.
  public var columns: [String] {
    switch self {
    case .epochs:
      [
        "run", "epoch", "train_cost", "validation_cost", "train_accuracy", "validation_accuracy",
        "learning_rate", "gradient_norm", "weight_norm", "seconds", "examples_per_second",
        "train_r2", "validation_r2", "train_rmse", "validation_rmse",
      ]
    case .layers: ["run", "epoch", "layer"] + LayerRecord.numberNames
    case .findings:
      ["run", "epoch", "layer", "finding", "metric", "value", "reference", "since"]
    }
  }
}

/// Which runs an export is about, and in which order.
public enum RunSelection: Sendable {
  /// Those that answer a question, in its order.
  case answers(RunQuestion)
  /// These, in this order.
  case runs([RunID])

  /// Those that meet a condition, in the order of planning.
  public static func matching(_ condition: Condition) -> RunSelection {
    var question = RunQuestion()
    (question.condition, question.order) = (condition, .planned)
    return .answers(question)
  }

  /// Goes through the keys of the runs, in order.
  fileprivate func forEachKey(_ db: Database, _ body: (Int) throws -> Void) throws {
    switch self {
    case .answers(let question): try RunQuery(question: question).forEachKey(db, body)
    case .runs(let runs): for run in runs { try body(try RunStore.key(db, run)) }
    }
  }
}

extension RunStore {
  /// Goes through the history of some runs, row by row and in constant memory.
  ///
  /// The order is by run, then epoch, then layer, then finding. Nothing is cut or left out.
  ///
  /// - Parameters:
  ///   - table: which table.
  ///   - selection: which runs, and in which order.
  ///   - epoch: only this epoch; nil for all.
  ///   - body: called with the values of each row; what it throws ends the export.
  /// - Throws: `unknownRun`, what reading throws, and what the body throws.
  public func export(
    _ table: HistoryTable,
    of selection: RunSelection,
    epoch: Int? = nil,
    _ body: ([StoredValue]) throws -> Void
  ) throws {
    try streaming { db in
      let reader = try HistoryReader(db, table, epoch: epoch)
      try selection.forEachKey(db) { key in
        try reader.forEach(key, try RunStore.runID(db, key), body)
      }
    }
  }

  /// Goes through the runs that answer a question, one by one and in constant memory.
  ///
  /// - Throws: what reading throws, and what the body throws.
  public func exportRuns(
    _ question: RunQuestion,
    _ body: (RunID, [StoredValue]) throws -> Void
  ) throws {
    try streaming { db in try RunQuery(question: question).forEach(db, body) }
  }
}

/// Reads the rows of one run of a table of the history.
private struct HistoryReader {
  private let row: PreparedStatement
  private let table: HistoryTable
  /// Where each value comes from: a column of the statement, and its bit of the mask.
  private let sources: [(column: Int, nanBit: Int?)]
  private let maskColumn: Int
  private let epoch: Int?

  init(_ db: Database, _ table: HistoryTable, epoch: Int?) throws {
    self.table = table
    self.epoch = epoch
    let one = epoch == nil ? "" : "AND epoch = ?2"
    switch table {
    case .epochs:
      row = try PreparedStatement(
        db,
        "SELECT \(EpochRow.columns) FROM epoch WHERE run = ?1 \(one) ORDER BY epoch"
      )
      maskColumn = 14
      sources = table.columns.dropFirst(2).map { name in
        let bit = EpochRecord.numberNames.firstIndex(of: name)
        return (column: bit.map { $0 + 1 } ?? -1, nanBit: bit)
      }
    case .layers:
      row = try PreparedStatement(
        db,
        "SELECT \(LayerRow.columns) FROM layer WHERE run = ?1 \(one) ORDER BY epoch, layer"
      )
      maskColumn = 9
      sources = [(1, nil)] + LayerRecord.numberNames.indices.map { ($0 + 2, $0) }
    case .findings:
      row = try PreparedStatement(
        db,
        """
        SELECT epoch, nullif(layer, 0), finding, metric, value, reference, since, nan FROM finding
        WHERE run = ?1 \(one) ORDER BY epoch, layer, finding
        """
      )
      maskColumn = 7
      sources = [(1, nil), (2, nil), (3, nil), (4, 0), (5, 1), (6, nil)]
    }
  }

  func forEach(_ key: Int, _ run: RunID, _ body: ([StoredValue]) throws -> Void) throws {
    defer { row.reset() }
    row.bind(1, key)
    if let epoch { row.bind(2, epoch) }
    var values: [StoredValue] = [.text(run.description)]
    while try row.step() {
      values.removeLast(values.count - 1)
      try read(into: &values)
      try body(values)
    }
  }

  private func read(into values: inout [StoredValue]) throws {
    values.append(.integer(try row.integer(0)))
    let mask = try row.integer(maskColumn)
    for source in sources {
      if source.column < 0 {
        values.append(try examplesPerSecond())
      } else if let bit = source.nanBit, mask >> bit & 1 == 1 {
        values.append(.real(.nan))
      } else {
        values.append(try row.value(source.column))
      }
    }
  }

  private func examplesPerSecond() throws -> StoredValue {
    let examples = try row.integer(13)
    guard let seconds = try row.optionalReal(12), seconds != 0, examples > 0 else { return .empty }
    return .real(Double(examples) / seconds)
  }
}
