internal import Experiments

extension HistoryValue {
  /// The column of the list of runs that has the value already; nil where the history is read.
  private var summarized: RunColumn? {
    guard case .aggregate(let aggregate, let column) = self else { return nil }
    let isMaximized = column.name.hasSuffix("_accuracy") || column.name.hasSuffix("_r2")
    let name: String
    switch aggregate {
    case .last where RunSummary.lastNames.contains(column.name): name = column.name
    case .min where !isMaximized, .max where isMaximized: name = "best_" + column.name
    default: return nil
    }
    return try? RunColumn.named(name)
  }

  /// The value as a column of the list of runs.
  var column: RunColumn {
    if let summarized {
      return RunColumn(computed: description, value: summarized.value, marked: summarized.marked)
    }
    switch self {
    case .aggregate(.min, let column): return computed("min(\(column.value))")
    case .aggregate(.max, let column): return computed("max(\(column.value))")
    case .aggregate(.mean, let column): return mean(column)
    case .aggregate(.first, let column): return first(column)
    case .aggregate(.last, let column): return single(column, "e.epoch = r.epochs_done")
    case .at(let column, let epoch):
      return single(column, "e.epoch = \(bound: .integer(epoch))")
    case .reach(let effort, let column, let comparison, let threshold):
      return reach(effort, column, comparison, threshold)
    }
  }

  private func computed(_ value: BoundSQL, _ marked: BoundSQL? = nil) -> RunColumn {
    RunColumn(
      computed: description,
      value: Self.history(value),
      marked: Self.history(marked ?? value)
    )
  }

  private static func history(_ value: BoundSQL, where condition: BoundSQL = "") -> BoundSQL {
    "(SELECT \(value) FROM epoch AS e WHERE e.run = r.id\(condition))"
  }

  /// SQLite has no NaN: where numbers have no mean (inf and -inf), it says NULL.
  private func mean(_ column: EpochColumn) -> RunColumn {
    let mean: BoundSQL = "avg(\(column.value))"
    return computed(
      mean,
      "CASE WHEN count(\(column.value)) > 0 AND \(mean) IS NULL THEN 'nan' ELSE \(mean) END"
    )
  }

  private func first(_ column: EpochColumn) -> RunColumn {
    let isMeasured = column.isNaN.map { "(\(column.value) IS NOT NULL OR \($0))" as BoundSQL }
    let condition: BoundSQL =
      " AND \(isMeasured ?? "\(column.value) IS NOT NULL") ORDER BY e.epoch LIMIT 1"
    return RunColumn(
      computed: description,
      value: Self.history(column.value, where: condition),
      marked: Self.history(column.marked, where: condition)
    )
  }

  private func single(_ column: EpochColumn, _ condition: BoundSQL) -> RunColumn {
    RunColumn(
      computed: description,
      value: Self.history(column.value, where: " AND \(condition)"),
      marked: Self.history(column.marked, where: " AND \(condition)")
    )
  }

  private func reach(
    _ effort: Effort,
    _ column: EpochColumn,
    _ comparison: FilterComparison,
    _ threshold: StoredValue
  ) -> RunColumn {
    let passes: BoundSQL = "\(column.value) \(comparison.sql) \(bound: threshold)"
    let epoch = Self.history("e.epoch", where: " AND \(passes) ORDER BY e.epoch LIMIT 1")
    let sum: BoundSQL
    switch effort {
    case .epochs: sum = epoch
    case .seconds:
      sum = "(SELECT sum(s.seconds) FROM epoch AS s WHERE s.run = r.id AND s.epoch <= \(epoch))"
    case .examples:
      sum = "(SELECT sum(s.examples) FROM epoch AS s WHERE s.run = r.id AND s.epoch <= \(epoch))"
    }
    return RunColumn(computed: description, value: sum, marked: sum)
  }
}

extension FilterComparison {
  /// The operator in SQL.
  var sql: BoundSQL { BoundSQL(sql: rawValue) }
}
