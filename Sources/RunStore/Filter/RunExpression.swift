/// A value that each run has: a column of the list of runs, or a number from its history.
///
/// `validation_cost`, `min(validation_cost)`, `train_cost@10`, `epochs_to(validation_cost < 0.1)`.
public struct RunExpression: Sendable, Hashable {
  /// What it is read from.
  enum Form: Sendable, Hashable {
    /// The run's own row.
    case column(RunColumn)
    /// The run's epochs.
    case history(HistoryValue)
  }

  let form: Form

  init(_ form: Form) {
    self.form = form
  }

  /// Reads an expression.
  ///
  /// - Throws: what is wrong with it, and where.
  public init(_ text: String) throws(FilterError) {
    var parser = try FilterParser(text)
    self = try parser.wholeExpression()
  }

  /// Its name: the expression as it is written everywhere.
  public var name: String {
    switch form {
    case .column(let column): column.name
    case .history(let value): value.description
    }
  }

  /// The column that lists show and sort by.
  public var column: RunColumn {
    switch form {
    case .column(let column): column
    case .history(let value): value.column
    }
  }
}

extension RunQuestion.SortKey {
  /// Creates a sort key from an expression and a direction.
  public init(_ expression: RunExpression, isDescending: Bool = false) {
    self.init(expression.column, isDescending: isDescending)
  }
}
