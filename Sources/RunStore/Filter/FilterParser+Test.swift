internal import Experiments

//     test = value comparison operand
//          | value ["not"] "in" "(" literal { "," literal } ")"
//          | value ["not"] "between" operand "and" operand
//          | value ["not"] "like" text
//          | value ["not"] "contains" literal
//          | value "is" ["not"] ( "nan" | "empty" )
extension FilterParser {
  mutating func test() throws(FilterError) -> FilterTest {
    let subject = try self.subject()
    let isNegated = take(keyword: "not")
    if !isNegated {
      if take(keyword: "is") { return try state(subject) }
      if token.kind == .sign, let comparison = FilterComparison(token.text) {
        return try self.comparison(subject, comparison)
      }
    }
    let predicate = try wordPredicate(subject, afterNot: isNegated)
    return FilterTest(subject: subject, predicate: predicate, isNegated: isNegated)
  }

  private mutating func state(_ subject: FilterSubject) throws(FilterError) -> FilterTest {
    let isNegated = take(keyword: "not")
    let word = token
    if take(keyword: "empty") {
      return FilterTest(subject: subject, predicate: .isEmpty, isNegated: isNegated)
    }
    guard take(keyword: "nan") else { throw expected("'nan' or 'empty'") }
    guard subject.type.isNumber else { throw wrong("is nan", for: subject, at: word) }
    return FilterTest(subject: subject, predicate: .isNaN, isNegated: isNegated)
  }

  private mutating func comparison(
    _ subject: FilterSubject,
    _ comparison: FilterComparison
  ) throws(FilterError) -> FilterTest {
    let sign = take()
    if comparison.isOrder, !subject.type.isOrdered {
      throw wrong(sign.text, for: subject, at: sign)
    }
    let isNegated = comparison == .unequal && (subject.isSet || subject.type == .id)
    let predicate: FilterPredicate
    if subject.type == .id {
      predicate = .prefix([try runPrefix()])
    } else {
      let operand = try operand(for: subject)
      predicate = .comparison(isNegated ? .equal : comparison, operand)
    }
    return FilterTest(subject: subject, predicate: predicate, isNegated: isNegated)
  }

  private mutating func wordPredicate(
    _ subject: FilterSubject,
    afterNot: Bool
  ) throws(FilterError) -> FilterPredicate {
    let word = token
    if take(keyword: "in") { return try list(subject) }
    if take(keyword: "between") {
      guard subject.type.isOrdered else { throw wrong("between", for: subject, at: word) }
      let low = try operand(for: subject)
      guard take(keyword: "and") else { throw expected("'and'") }
      return .between(low, try operand(for: subject))
    }
    if take(keyword: "like") {
      guard subject.type.isTextual else { throw wrong("like", for: subject, at: word) }
      return .like(try plainText(for: subject))
    }
    if take(keyword: "contains") { return try contains(subject, word) }
    throw expected(
      afterNot
        ? "'in', 'between', 'like' or 'contains'"
        : "a comparison such as =, <, in, between, like, contains or is"
    )
  }

  private mutating func list(_ subject: FilterSubject) throws(FilterError) -> FilterPredicate {
    try require(sign: "(")
    var prefixes: [String] = []
    var values: [FilterOperand] = []
    repeat {
      if subject.type == .id {
        prefixes.append(try runPrefix())
      } else {
        values.append(.literal(try literal(for: subject)))
      }
    } while take(sign: ",")
    guard take(sign: ")") else { throw expected("',' or ')'") }
    return subject.type == .id ? .prefix(prefixes) : .oneOf(values)
  }

  private mutating func contains(
    _ subject: FilterSubject,
    _ word: FilterToken
  ) throws(FilterError) -> FilterPredicate {
    switch subject.type {
    case .text, .id: .contains(.text(try plainText(for: subject)))
    case .list: .contains(try wholeNumber())
    default: throw wrong("contains", for: subject, at: word)
    }
  }

  private func wrong(_ sign: String, for subject: FilterSubject, at token: FilterToken)
    -> FilterError
  {
    error(
      .wrongOperator(sign, name: subject.name, type: subject.type.description),
      at: token
    )
  }
}
