public import Experiments

/// Which runs to list, with what, and in which order.
public struct RunQuestion: Sendable {
  /// A column to sort by, and the direction.
  public struct SortKey: Sendable, Equatable {
    /// The column.
    public var column: RunColumn
    /// Whether the largest comes first.
    public var isDescending: Bool

    /// Creates a sort key from a column and a direction.
    public init(_ column: RunColumn, isDescending: Bool = false) {
      self.column = column
      self.isDescending = isDescending
    }
  }

  /// The order of runs that no sort key tells apart.
  public enum Order: Sendable {
    /// The run that was planned last comes first.
    case newestFirst
    /// The order of planning, which is the order of a new sweep's points.
    case planned
    /// The order of a sweep's points; runs that are none of them come first.
    case sweep(SweepRecord)
  }

  /// Which runs.
  public var condition = Condition.all
  /// Whether the runs in the trash are listed instead of all others.
  public var isAboutTrash = false
  /// What decides the order first.
  public var sort: [SortKey] = []
  /// What decides the order last.
  public var order = Order.newestFirst
  /// How many at most; nil for all.
  public var limit: Int?
  /// How many to leave out before the first.
  public var offset = 0
  /// What to say of each.
  public var columns = RunColumn.exported

  /// Creates the question for all runs with the exported columns, newest first.
  public init() {}
}

/// The answer to a question about runs.
public struct RunList: Sendable, Equatable {
  /// The columns that were asked for.
  public var columns: [RunColumn]
  /// The runs, in order.
  public var runs: [RunID]
  /// The values of each run.
  public var rows: [[StoredValue]]
  /// How many runs there are without the limit.
  public var total: Int
}
