/// A filter as it was meant: values and what is asked of them, without any SQL.
///
/// What stands under `not` is turned round down to the tests, so the tree has none: with values
/// that are not known, `not (a and b)` and `not a or not b` are the same.
indirect enum Filter: Sendable, Equatable {
  /// Holds where all do; at least two.
  case every([Filter])
  /// Holds where one does; at least two.
  case some([Filter])
  /// A single test.
  case test(FilterTest)

  /// The opposite.
  var negated: Filter {
    switch self {
    case .every(let parts): .some(parts.map(\.negated))
    case .some(let parts): .every(parts.map(\.negated))
    case .test(let test): .test(test.negated)
    }
  }

  /// How many alternations of `and` and `or` lie inside each other.
  var depth: Int {
    switch self {
    case .every(let parts), .some(let parts): 1 + (parts.map(\.depth).max() ?? 0)
    case .test: 0
    }
  }

  /// The conjunction of some filters; those that are conjunctions themselves become part of it.
  static func conjunction(_ parts: [Filter]) -> Filter {
    parts.count == 1
      ? parts[0]
      : .every(parts.flatMap { if case .every(let inner) = $0 { inner } else { [$0] } })
  }

  /// The disjunction of some filters; those that are disjunctions themselves become part of it.
  static func disjunction(_ parts: [Filter]) -> Filter {
    parts.count == 1
      ? parts[0]
      : .some(parts.flatMap { if case .some(let inner) = $0 { inner } else { [$0] } })
  }
}

/// One question about one thing of a run.
struct FilterTest: Sendable, Equatable {
  var subject: FilterSubject
  var predicate: FilterPredicate
  var isNegated = false

  var negated: FilterTest {
    FilterTest(subject: subject, predicate: predicate, isNegated: !isNegated)
  }
}

/// What a test is about.
enum FilterSubject: Sendable, Equatable {
  /// A single value.
  case value(RunExpression)
  /// The run's id.
  case run
  /// Any of the run's tags.
  case tag
  /// The kind of any of the run's findings.
  case finding
  /// The name of any sweep that the run belongs to.
  case sweep
  /// The name of any experiment that the run belongs to.
  case experiment

  /// Its name, as it is written without a prefix.
  var name: String {
    switch self {
    case .value(let expression): expression.name
    case .run: "run"
    case .tag: "tag"
    case .finding: "finding"
    case .sweep: "sweep"
    case .experiment: "experiment"
    }
  }

  /// What its values are.
  var type: FilterType { FilterType(self) }

  /// Whether a run may have none, one or several of it.
  var isSet: Bool {
    switch self {
    case .tag, .finding, .sweep, .experiment: true
    case .value, .run: false
    }
  }
}

/// What is asked of a value.
enum FilterPredicate: Sendable, Equatable {
  case comparison(FilterComparison, FilterOperand)
  case oneOf([FilterOperand])
  case between(FilterOperand, FilterOperand)
  /// SQL's LIKE.
  case like(String)
  /// A text that is part of the text, or a number that is in the list.
  case contains(StoredValue)
  /// The id begins with one of these digits.
  case prefix([String])
  case isNaN
  case isEmpty
}

/// What a value is compared with.
enum FilterOperand: Sendable, Equatable {
  /// A value that was written out.
  case literal(StoredValue)
  /// Another value of the same run.
  case expression(RunExpression)
}
