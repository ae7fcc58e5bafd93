/// How two values are compared.
enum FilterComparison: String, Sendable, Hashable {
  case equal = "="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The comparison of a sign, also of `==` and `<>`.
  init?(_ sign: String) {
    switch sign {
    case "==": self = .equal
    case "<>": self = .unequal
    default: self.init(rawValue: sign)
    }
  }

  /// Whether it asks for an order, which words do not have.
  var isOrder: Bool { self != .equal && self != .unequal }
}
