internal import Experiments

/// Turns a filter into SQL with a `?` for every value.
///
/// SQL's logic of three values is what makes NaN and what is empty match nothing but the tests for
/// them: both are NULL, a comparison with NULL is unknown, and so is its opposite.
enum FilterCompiler {
  static func sql(_ filter: Filter) -> BoundSQL {
    switch filter {
    case .every(let parts): joined(sorted(parts), by: " AND ")
    case .some(let parts): joined(sorted(parts), by: " OR ")
    case .test(let test): sql(test)
    }
  }

  /// The deepest first, because SQLite's parser has room for few brackets that wait for their end.
  private static func sorted(_ parts: [Filter]) -> [BoundSQL] {
    parts.map { (depth: $0.depth, part: $0) }.sorted { $0.depth > $1.depth }.map { sql($0.part) }
  }

  /// Joins pieces in brackets, and many in groups: SQLite takes expressions of depth 1000, and each
  /// operator of a chain is one deeper.
  private static func joined(_ pieces: [BoundSQL], by sign: BoundSQL) -> BoundSQL {
    guard pieces.count > groupSize else { return "(\(pieces.joined(by: sign)))" }
    let groups = stride(from: 0, to: pieces.count, by: groupSize).map { start in
      joined(Array(pieces[start..<min(start + groupSize, pieces.count)]), by: sign)
    }
    return joined(groups, by: sign)
  }

  private static let groupSize = 8

  private static func sql(_ test: FilterTest) -> BoundSQL {
    let sql = sql(of: test.predicate, on: test.subject)
    return test.isNegated ? "NOT (\(sql))" : sql
  }

  private static func sql(of predicate: FilterPredicate, on subject: FilterSubject) -> BoundSQL {
    switch subject {
    case .value(let expression): sql(of: predicate, on: expression)
    case .run: sql(of: predicate, onID: "lower(hex(r.run_id))")
    case .tag: exists("t.tag", in: "tag AS t WHERE t.run = r.id", predicate)
    case .finding: exists("f.finding", in: "finding AS f WHERE f.run = r.id", predicate)
    case .sweep:
      exists(
        "s.name",
        in: "sweep_run AS m JOIN sweep AS s ON s.id = m.sweep WHERE m.run = r.id",
        predicate
      )
    case .experiment:
      exists(
        "x.name",
        in: """
          sweep_run AS m JOIN sweep AS s ON s.id = m.sweep \
          JOIN experiment AS x ON x.id = s.experiment WHERE m.run = r.id
          """,
        predicate
      )
    }
  }

  /// Whether one of the texts of a run meets a predicate.
  private static func exists(
    _ text: BoundSQL,
    in source: BoundSQL,
    _ predicate: FilterPredicate
  ) -> BoundSQL {
    if predicate == .isEmpty { return "NOT EXISTS (SELECT 1 FROM \(source))" }
    return "EXISTS (SELECT 1 FROM \(source) AND \(sql(of: predicate, onText: text)))"
  }

  private static func sql(of predicate: FilterPredicate, onID id: BoundSQL) -> BoundSQL {
    guard case .prefix(let prefixes) = predicate else { return sql(of: predicate, onText: id) }
    let width = 2 * RunID.byteCount
    let ranges = prefixes.map { prefix -> BoundSQL in
      let ends = ["0", "f"].map { digit in
        RunID(hex: prefix + String(repeating: digit, count: width - prefix.utf8.count))?.bytes ?? []
      }
      return "r.run_id BETWEEN \(bound: .blob(ends[0])) AND \(bound: .blob(ends[1]))"
    }
    return joined(ranges, by: " OR ")
  }

  private static func sql(of predicate: FilterPredicate, on value: RunExpression) -> BoundSQL {
    let column = value.column
    switch predicate {
    case .isNaN: return "coalesce(\(column.marked) = 'nan', 0)"
    case .isEmpty: return "\(column.marked) IS NULL"
    case .contains(.integer(let number)): return contains(number, column.value)
    case .comparison(let comparison, _) where comparison.isOrder:
      return sql(of: predicate, onText: ordered(column))
    case .between: return sql(of: predicate, onText: ordered(column))
    default: return sql(of: predicate, onText: column.value)
    }
  }

  /// A value that has an order: SQLite puts every text above every number.
  private static func ordered(_ column: RunColumn) -> BoundSQL {
    guard column.kind == .any else { return column.value }
    return "CASE WHEN typeof(\(column.value)) <> 'text' THEN \(column.value) END"
  }

  /// Whether a list has a number: `[64, 32]` is read as `, 64, 32,`.
  private static func contains(_ number: Int, _ list: BoundSQL) -> BoundSQL {
    """
    instr(replace(replace(\(list), '[', ', '), ']', ','), \(bound: .text(", \(number),"))) > 0
    """
  }

  private static func sql(of predicate: FilterPredicate, onText value: BoundSQL) -> BoundSQL {
    switch predicate {
    case .comparison(let comparison, let operand):
      "\(value) \(comparison.sql) \(sql(operand))"
    case .oneOf(let operands):
      "\(value) IN (\(operands.map(sql).joined(by: ", ")))"
    case .between(let low, let high): "\(value) BETWEEN \(sql(low)) AND \(sql(high))"
    case .like(let pattern): "\(value) LIKE \(bound: .text(pattern))"
    case .contains(let text): "instr(\(value), \(bound: text)) > 0"
    case .prefix, .isNaN, .isEmpty: "\(value) IS NULL"
    }
  }

  private static func sql(_ operand: FilterOperand) -> BoundSQL {
    switch operand {
    case .literal(let value): "\(bound: value)"
    case .expression(let expression): expression.column.value
    }
  }
}
