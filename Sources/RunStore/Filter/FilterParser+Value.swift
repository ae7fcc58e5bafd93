internal import Experiments

//     value    = name | aggregate "(" name ")" | name "@" epoch
//              | effort "(" name comparison number ")"
extension FilterParser {
  /// Reads what a test is about.
  mutating func subject() throws(FilterError) -> FilterSubject {
    guard token.kind == .word, !token.isReserved else { throw expected("a name") }
    if let value = try history() { return .value(RunExpression(.history(value))) }
    guard let subject = FilterNames.subject(token.text) else { throw unknownName(token) }
    take()
    return subject
  }

  /// Reads a value that each run has.
  mutating func runExpression() throws(FilterError) -> RunExpression {
    guard token.kind == .word, !token.isReserved else { throw expected("a name") }
    if let value = try history() { return RunExpression(.history(value)) }
    guard let column = FilterNames.column(token.text) else { throw unknownName(token) }
    take()
    return RunExpression(.column(column))
  }

  private func unknownName(_ token: FilterToken) -> FilterError {
    error(.unknownName(token.text, nearest: FilterNames.nearest(token.text)), at: token)
  }

  /// Whether a value of the history, and not a literal or a column, begins here.
  var isAtHistory: Bool {
    token.kind == .word && (following.isSign("(") || following.isSign("@"))
  }

  /// Reads a value of the history; nil where none stands here.
  private mutating func history() throws(FilterError) -> HistoryValue? {
    guard isAtHistory else { return nil }
    if following.isSign("@") { return try valueAtEpoch() }
    let function = token
    let name = function.text.lowercased()
    if let aggregate = HistoryValue.Aggregate(rawValue: name) {
      take()
      take()
      let column = try epochColumn()
      try require(sign: ")")
      return .aggregate(aggregate, column)
    }
    guard let effort = HistoryValue.Effort(rawValue: name) else {
      let nearest = NearestWord.find(name, among: HistoryValue.functionNames) ?? ""
      throw error(.unknownFunction(function.text, nearest: nearest), at: function)
    }
    take()
    take()
    return try reach(effort)
  }

  private mutating func reach(_ effort: HistoryValue.Effort) throws(FilterError) -> HistoryValue {
    let column = try epochColumn()
    guard token.kind == .sign, let comparison = FilterComparison(token.text) else {
      throw expected("a comparison such as < or >=")
    }
    take()
    let threshold = try number(for: column.name, isSeconds: column.name == "seconds")
    try require(sign: ")")
    return .reach(effort, column, comparison, threshold: threshold)
  }

  private mutating func valueAtEpoch() throws(FilterError) -> HistoryValue {
    let column = try epochColumn()
    take()
    let word = token
    let isDigits = word.text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard word.kind == .word, isDigits else { throw expected("the number of an epoch") }
    guard let epoch = Int(word.text) else { throw error(.tooLarge(word.text)) }
    take()
    return .at(column, epoch: epoch)
  }

  private mutating func epochColumn() throws(FilterError) -> EpochColumn {
    let name = token
    guard name.kind == .word else { throw expected("the name of a metric") }
    guard let column = FilterNames.epochColumn(name.text) else {
      let nearest = FilterNames.nearestOfEpochs(name.text)
      throw error(
        FilterNames.subject(name.text) == nil
          ? .unknownName(name.text, nearest: nearest)
          : .noHistory(name.text, nearest: nearest)
      )
    }
    take()
    return column
  }
}
