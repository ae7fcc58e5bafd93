import Experiments
import Reports
import RunStore

/// A number that runs are judged by; its bare name means the last recorded epoch's value.
struct MetricName {
  /// Where lists have it.
  let column: RunColumn
  /// Which values are the better ones.
  let best: Best

  /// Its name everywhere.
  var name: String { column.name }

  /// Finds a metric, or a number from the history such as `min(validation_cost)`.
  ///
  /// Costs and RMSE are minimised, accuracy and R² maximised, all else minimised but for speed.
  ///
  /// - Throws: `unknown` with the nearest metrics, or ``FilterError``.
  init(_ name: String) throws {
    if name.contains(where: { "(@".contains($0) }) {
      column = try RunExpression(name).column
    } else if let known = Self.all.first(where: { $0.name == name }) {
      column = known
    } else {
      throw StoreError.unknown(kind: "metric", name: name, known: Self.names(like: name))
    }
    let isMaximized = ["accuracy", "r2", "examples_per_second"].contains { name.contains($0) }
    best = isMaximized && !name.contains("_to(") ? .highest : .lowest
  }

  /// Every column that is measured.
  static let all = RunColumn.all.filter { column in
    (column.kind == .real || column.kind == .integer) && !column.isDefinitionKey
  }

  /// The metrics whose names contain a word, `train_accuracy` for `accuracy`, else the nearest one;
  /// a few where none is near.
  private static func names(like word: String) -> [String] {
    let names = all.map(\.name)
    let longer = names.filter { $0.contains(word) && !word.isEmpty }
    guard longer.isEmpty else { return longer }
    let nearest = NearestWord.find(word, among: names, within: word.count / 2)
    return nearest.map { [$0] } ?? ["train_cost", "validation_cost", "validation_accuracy"]
  }

  /// The order that puts the best first.
  var bestFirst: RunQuestion.SortKey {
    RunQuestion.SortKey(column, isDescending: best == .highest)
  }
}

extension StoredValue {
  /// The number; nil where there is none.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .empty, .text, .blob: nil
    }
  }
}
