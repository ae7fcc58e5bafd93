import Experiments
import Reports
import RunStore

/// Runs as rows: which of their columns are shown, and under which names.
struct RunTable {
  /// A column that is shown.
  struct Shown: Equatable {
    /// What it is.
    var column: RunColumn
    /// Its place in the rows that the store answers with.
    var place: Int
    /// What it is called here.
    var title: String
    /// Columns of the lowest rank go first where a screen is too narrow.
    var rank = 0
  }

  /// The columns that are shown, in order.
  var shown: [Shown]
  /// Whether ids are cut to what people read.
  var hasShortIDs: Bool

  /// Shows all of the given columns.
  init(_ columns: [RunColumn], hasShortIDs: Bool) {
    shown = columns.enumerated().map { Shown(column: $1, place: $0, title: $1.name) }
    self.hasShortIDs = hasShortIDs
  }

  /// The columns as a table has them.
  var columns: [Column] {
    shown.map { shown in
      Column(shown.title, Self.kind(of: shown.column), rank: shown.rank)
    }
  }

  /// The cells of a run for ``columns``.
  func row(_ run: RunID, _ values: [StoredValue]) -> [Field] {
    shown.map { shown in
      shown.column.name == "run"
        ? .text(hasShortIDs ? run.short : run.description)
        : Field(values[shown.place], of: shown.column)
    }
  }

  private static func kind(of column: RunColumn) -> Column.Kind {
    if column.name == "run" { return .identifier }
    return switch column.kind {
    case .integer, .real, .any: .number
    case .text, .time: .text
    }
  }
}

extension RunTable {
  private static let always = ["run": 9, "status": 4, "epochs_done": 2]
  private static let whereMeasured = [
    "validation_cost": 6, "train_cost": 3, "validation_accuracy": 5, "train_accuracy": 3,
    "validation_r2": 5, "train_r2": 3, "validation_rmse": 4, "train_rmse": 2,
    "best_validation_cost": 2, "best_validation_accuracy": 1, "best_epoch": 1, "tags": 1,
    "findings": 3,
  ]

  /// Keys that mostly follow from others, as the target does from the data.
  private static let following: Set = [
    "target", "task", "validation", "split_seed", "scale", "output_activation", "epochs",
  ]

  /// Keeps what a person wants to see of these rows: what was measured, and the definition's keys
  /// that differ; these are `varying`, or those in which the rows themselves do.
  mutating func keepInteresting(of rows: [[StoredValue]], varying: Set<String>? = nil) {
    let measured = shown.filter { shown in
      rows.contains { ![.empty, .text("none")].contains($0[shown.place]) }
    }
    let differing = shown.filter { Self.differs($0.place, in: rows) }.map(\.column.name)
    keepInteresting(
      measured: Set(measured.map(\.column.name)),
      varying: varying ?? Set(differing)
    )
  }

  /// Keeps what a person wants to see of rows of which this much is known.
  mutating func keepInteresting(measured: Set<String>, varying: Set<String>) {
    shown = shown.compactMap { shown in
      guard let rank = Self.rank(of: shown.column, measured, varying) else { return nil }
      var kept = shown
      kept.rank = rank
      return kept
    }
  }

  /// The columns that are shown where some run has them.
  static let asMeasured = RunColumn.exported.filter { whereMeasured[$0.name] != nil }

  /// Leaves out the definition's keys in which all rows agree.
  mutating func keepChanged(of rows: [[StoredValue]]) {
    shown.removeAll { $0.column.isDefinitionKey && !Self.differs($0.place, in: rows) }
  }

  /// Shows one of the columns that the rows have in any case.
  mutating func keep(_ column: RunColumn, of columns: [RunColumn]) {
    guard !shown.contains(where: { $0.column == column }) else { return }
    guard let place = columns.firstIndex(of: column) else { return }
    shown.append(Shown(column: column, place: place, title: column.name, rank: 8))
  }

  private static func rank(
    of column: RunColumn,
    _ measured: Set<String>,
    _ varying: Set<String>
  ) -> Int? {
    let name = column.name
    if let rank = always[name] { return rank }
    if let rank = whereMeasured[name] { return measured.contains(name) ? rank : nil }
    guard column.isDefinitionKey || name == "experiment" else { return nil }
    return varying.contains(name) ? (following.contains(name) ? 1 : 4) : nil
  }

  private static func differs(_ place: Int, in rows: [[StoredValue]]) -> Bool {
    guard let first = rows.first?[place] else { return false }
    return rows.contains { $0[place] != first }
  }
}

extension RunColumn {
  /// Whether the column is a key of the definition.
  var isDefinitionKey: Bool { DefinitionKey(rawValue: name) != nil }
}
