internal import Experiments

/// What the values of a subject are, and so what they may be compared with.
enum FilterType: Sendable, Equatable {
  /// Numbers; in seconds, durations as well.
  case number(isSeconds: Bool)
  /// Moments.
  case time
  /// Words.
  case text
  /// Lists of whole numbers.
  case list
  /// Numbers and words, as `validation` has them.
  case numberOrWord
  /// The ids of runs.
  case id

  init(_ subject: FilterSubject) {
    switch subject {
    case .run: self = .id
    case .tag, .finding, .sweep, .experiment: self = .text
    case .value(let expression): self.init(expression)
    }
  }

  init(_ expression: RunExpression) {
    switch expression.form {
    case .history(let value): self = .number(isSeconds: value.isSeconds)
    case .column(let column):
      switch column.kind {
      case .integer, .real: self = .number(isSeconds: column.name == "seconds")
      case .time: self = .time
      case .any: self = .numberOrWord
      case .text: self = Self.lists.contains(column.name) ? .list : .text
      }
    }
  }

  private static let lists: Set = [DefinitionKey.hiddenLayers.rawValue, "sizes"]

  var isNumber: Bool {
    if case .number = self { true } else { false }
  }

  /// Whether values have an order.
  var isOrdered: Bool { isNumber || self == .time || self == .numberOrWord }

  /// Whether values are read as text.
  var isTextual: Bool { self == .text || self == .list || self == .id }

  /// The type in words.
  var description: String {
    switch self {
    case .number: "a number"
    case .time: "a time"
    case .text: "text"
    case .list: "a list"
    case .numberOrWord: "a number or a word"
    case .id: "the id of a run"
    }
  }

  /// What a literal of the type looks like, in words.
  var expected: String {
    switch self {
    case .number(isSeconds: false): "a number"
    case .number(isSeconds: true): "a number of seconds or a duration such as 5m"
    case .time: "a time such as 2026-11-23, 2026-11-23T10:00, 2h ago, today or yesterday"
    case .text: "a text"
    case .list: "a list such as [64, 32]"
    case .numberOrWord: "a number or 'test'"
    case .id: "the first digits of a run's id, at least 4"
    }
  }
}
