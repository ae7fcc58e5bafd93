internal import Experiments

/// Reads the tokens of a filter, by recursive descent.
///
///     filter      = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | "(" filter ")" | test
struct FilterParser {
  let expression: String
  private let tokens: [FilterToken]
  private var next = 0
  private var depth = 0
  private var testCount = 0
  private var literalCount = 0
  /// The moment that `2h ago` is counted from, in milliseconds since 1970.
  let now: Int

  /// How many brackets and `not` may lie inside each other.
  static let depthLimit = 200
  /// How many alternations of `and` and `or` may lie inside each other: SQLite's parser takes about
  /// twice as many.
  static let alternationLimit = 40
  /// How many tests a filter may have.
  static let testLimit = 1000
  /// How many values a filter may name.
  static let literalLimit = 4096

  init(_ expression: String, now: Int = 0) throws(FilterError) {
    self.expression = expression
    self.now = now
    tokens = try FilterLexer.tokens(of: expression)
  }

  /// Reads all tokens as a filter.
  mutating func wholeFilter() throws(FilterError) -> Filter {
    let filter = try disjunction()
    guard token.kind == .end else { throw expected("'and', 'or' or the end") }
    guard filter.depth <= Self.alternationLimit else {
      throw FilterError(.tooDeep(limit: Self.alternationLimit), in: expression, at: 0)
    }
    return filter
  }

  /// Reads all tokens as a value that each run has.
  mutating func wholeExpression() throws(FilterError) -> RunExpression {
    let value = try runExpression()
    guard token.kind == .end else { throw expected("the end") }
    return value
  }

  private mutating func disjunction() throws(FilterError) -> Filter {
    var parts = [try conjunction()]
    while take(keyword: "or") { parts.append(try conjunction()) }
    return .disjunction(parts)
  }

  private mutating func conjunction() throws(FilterError) -> Filter {
    var parts = [try negation()]
    while take(keyword: "and") { parts.append(try negation()) }
    return .conjunction(parts)
  }

  private mutating func negation() throws(FilterError) -> Filter {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
    if take(keyword: "not") { return try negation().negated }
    guard take(sign: "(") else { return .test(try countedTest()) }
    let filter = try disjunction()
    try require(sign: ")")
    return filter
  }

  private mutating func countedTest() throws(FilterError) -> FilterTest {
    testCount += 1
    guard testCount <= Self.testLimit else {
      throw error(.tooMany("comparisons", limit: Self.testLimit))
    }
    return try test()
  }

  mutating func countLiteral() throws(FilterError) {
    literalCount += 1
    guard literalCount <= Self.literalLimit else {
      throw error(.tooMany("values", limit: Self.literalLimit))
    }
  }
}

// Going through the tokens.
extension FilterParser {
  /// The token to read next.
  var token: FilterToken { tokens[next] }

  /// The token after that; the end for the last.
  var following: FilterToken { tokens[min(next + 1, tokens.count - 1)] }

  /// Takes the token, unless it is the end.
  @discardableResult
  mutating func take() -> FilterToken {
    let token = token
    if token.kind != .end { next += 1 }
    return token
  }

  /// Takes a keyword if it stands here.
  mutating func take(keyword: String) -> Bool {
    guard token.isKeyword(keyword) else { return false }
    take()
    return true
  }

  /// Takes a sign if it stands here.
  mutating func take(sign: String) -> Bool {
    guard token.isSign(sign) else { return false }
    take()
    return true
  }

  mutating func require(sign: String) throws(FilterError) {
    guard take(sign: sign) else { throw expected("'\(sign)'") }
  }

  /// An error at the token to read next, or at another.
  func error(_ problem: FilterError.Problem, at token: FilterToken? = nil) -> FilterError {
    FilterError(problem, in: expression, at: (token ?? self.token).offset)
  }

  func expected(_ what: String, at token: FilterToken? = nil) -> FilterError {
    let found = token ?? self.token
    return error(.expected(what, found: found.kind == .end ? nil : found.text), at: found)
  }
}
