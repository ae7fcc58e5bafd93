/// A piece of a statement and the values of its `?`, in their order.
///
/// It is written as a string: `"r.seed = \(bound: value)"` puts a `?` and keeps the value, and
/// `"\(piece)"` puts another piece. Text from outside can only get in as a value.
struct BoundSQL: Sendable, Hashable {
  private(set) var sql: String
  private(set) var arguments: [StoredValue]

  init(sql: String, arguments: [StoredValue] = []) {
    self.sql = sql
    self.arguments = arguments
  }
}

extension BoundSQL: ExpressibleByStringInterpolation {
  init(stringLiteral value: StaticString) {
    self.init(sql: value.description)
  }

  init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.piece
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var piece = BoundSQL(sql: "")

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: StaticString) {
      piece.sql += literal.description
    }

    mutating func appendInterpolation(bound value: StoredValue) {
      piece.sql += "?"
      piece.arguments.append(value)
    }

    mutating func appendInterpolation(_ other: BoundSQL) {
      piece.sql += other.sql
      piece.arguments += other.arguments
    }
  }
}

extension DefaultStringInterpolation {
  @available(*, unavailable, message: "a piece of SQL in a text would lose its values")
  mutating func appendInterpolation(_ piece: BoundSQL) {}
}

extension Sequence<BoundSQL> {
  /// All pieces in a row.
  func joined(by separator: BoundSQL) -> BoundSQL {
    var all = BoundSQL(sql: "")
    for (index, piece) in enumerated() {
      all = index == 0 ? piece : "\(all)\(separator)\(piece)"
    }
    return all
  }
}
