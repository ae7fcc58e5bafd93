internal import Experiments

/// A number that is read from a run's history.
enum HistoryValue: Sendable, Hashable {
  /// The least, the greatest, the mean, the first or the last over the epochs.
  case aggregate(Aggregate, EpochColumn)
  /// The value at one epoch.
  case at(EpochColumn, epoch: Int)
  /// What it took until a column first passed a threshold.
  case reach(Effort, EpochColumn, FilterComparison, threshold: StoredValue)

  /// What is made of the values of all epochs.
  enum Aggregate: String, CaseIterable, Sendable {
    /// The least number.
    case min
    /// The greatest number.
    case max
    /// The value at the first epoch that has one.
    case first
    /// The value at the last recorded epoch.
    case last
    /// The arithmetic mean of the numbers.
    case mean
  }

  /// What is counted up to the end of an epoch.
  enum Effort: String, CaseIterable, Sendable {
    /// The epoch itself.
    case epochs = "epochs_to"
    /// Seconds of training.
    case seconds = "seconds_to"
    /// Examples trained on.
    case examples = "examples_to"
  }

  /// Every function by its name.
  static let functionNames = Aggregate.allCases.map(\.rawValue) + Effort.allCases.map(\.rawValue)
}

extension HistoryValue: CustomStringConvertible {
  /// The value as it is asked for.
  var description: String {
    switch self {
    case .aggregate(let aggregate, let column): "\(aggregate.rawValue)(\(column.name))"
    case .at(let column, let epoch): "\(column.name)@\(epoch)"
    case .reach(let effort, let column, let comparison, let threshold):
      "\(effort.rawValue)(\(column.name) \(comparison.rawValue) \(Self.text(threshold)))"
    }
  }

  private static func text(_ number: StoredValue) -> String {
    switch number {
    case .integer(let value): String(value)
    case .real(let value): NumberText.shortest(value)
    default: ""
    }
  }

  /// Whether it is counted in seconds.
  var isSeconds: Bool {
    switch self {
    case .aggregate(_, let column), .at(let column, _): column.name == "seconds"
    case .reach(let effort, _, _, _): effort == .seconds
    }
  }
}
