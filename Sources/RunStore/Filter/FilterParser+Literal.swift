internal import Experiments

// The values that a subject is compared with, each read as the subject's type.
extension FilterParser {
  /// Reads a value, or another value of the same run where those are ordered.
  mutating func operand(for subject: FilterSubject) throws(FilterError) -> FilterOperand {
    let type = subject.type
    if type.isNumber || type == .time, token.kind == .word {
      let isName = isAtHistory || FilterNames.column(token.text) != nil
      if isName { return .expression(try otherValue(for: subject)) }
    }
    return .literal(try literal(for: subject))
  }

  private mutating func otherValue(
    for subject: FilterSubject
  ) throws(FilterError) -> RunExpression {
    let start = token
    let other = try runExpression()
    let type = FilterType(other)
    guard type.isNumber == subject.type.isNumber, type.isNumber || type == .time else {
      throw expected(subject.type.expected, at: start)
    }
    return other
  }

  /// Reads a value.
  mutating func literal(for subject: FilterSubject) throws(FilterError) -> StoredValue {
    switch subject.type {
    case .number(let isSeconds): try number(for: subject.name, isSeconds: isSeconds)
    case .time: try time()
    case .text: try word(for: subject)
    case .list: try list()
    case .numberOrWord: try numberOrWord(for: subject)
    case .id: .text(try runPrefix())
    }
  }

  /// Reads a number, or a duration where seconds are meant.
  mutating func number(for name: String, isSeconds: Bool) throws(FilterError) -> StoredValue {
    try countLiteral()
    let word = token
    if word.kind == .quoted { throw error(.numberWithText(name: name, text: word.text)) }
    guard word.kind == .word else {
      throw expected(FilterType.number(isSeconds: isSeconds).expected)
    }
    if word.isKeyword("nan") { throw error(.comparedWithNaN) }
    if let value = FilterNumber.value(of: word.text) {
      if value == .real(.infinity), FilterNumber.isFinite(word.text) {
        throw error(.tooLarge(word.text))
      }
      take()
      return value
    }
    if isSeconds, let seconds = FilterDuration.seconds(in: word.text) {
      take()
      return .real(seconds)
    }
    throw expected(FilterType.number(isSeconds: isSeconds).expected)
  }

  private mutating func time() throws(FilterError) -> StoredValue {
    try countLiteral()
    let word = token
    guard word.kind == .word || word.kind == .quoted else {
      throw expected(FilterType.time.expected)
    }
    let isAgo = word.kind == .word && following.isKeyword("ago")
    guard let moment = FilterTime.moment(in: isAgo ? word.text + " ago" : word.text, now: now)
    else {
      throw expected(FilterType.time.expected)
    }
    take()
    if isAgo { take() }
    return .integer(moment)
  }

  /// Reads a text, in quotes or bare.
  mutating func plainText(for subject: FilterSubject) throws(FilterError) -> String {
    try countLiteral()
    let word = token
    if word.kind == .quoted { return take().text }
    guard word.kind == .word, !word.isReserved else { throw expected("a text") }
    if subject.type == .text, FilterNumber.value(of: word.text) != nil {
      throw error(.textWithNumber(name: subject.name, number: word.text))
    }
    return take().text
  }

  /// Reads a text that the subject can have.
  private mutating func word(for subject: FilterSubject) throws(FilterError) -> StoredValue {
    let start = token
    let text = try plainText(for: subject)
    if let words = Self.words(of: subject) {
      guard !words.contains(text) else { return .text(text) }
      let nearest = NearestWord.find(text, among: words) ?? ""
      let reason = "no \(subject.name) is '\(text)'; did you mean '\(nearest)'?"
      throw error(.badValue(reason: reason), at: start)
    }
    guard case .value(let expression) = subject else { return .text(text) }
    guard let key = DefinitionKey(rawValue: expression.name), key.kind != .text else {
      return .text(text)
    }
    do {
      return .text(try SettingValue(text, for: key).description)
    } catch {
      throw self.error(.badValue(reason: error.description), at: start)
    }
  }

  /// The words that a subject is one of; nil where it may be any.
  private static func words(of subject: FilterSubject) -> [String]? {
    switch subject.name {
    case "status": RunStatus.allCases.map(\.rawValue)
    case "finding": Finding.Kind.allCases.map(\.rawValue)
    default: nil
    }
  }

  private mutating func list() throws(FilterError) -> StoredValue {
    try countLiteral()
    guard token.kind == .list || token.kind == .quoted, let list = FilterNumber.list(token.text)
    else { throw expected(FilterType.list.expected) }
    take()
    return .text(ListText.text(list))
  }

  private mutating func numberOrWord(
    for subject: FilterSubject
  ) throws(FilterError) -> StoredValue {
    let isTest = token.kind == .quoted || token.kind == .word
    if isTest, token.text == "test" {
      try countLiteral()
      return .text(take().text)
    }
    guard FilterNumber.value(of: token.text) != nil || token.isKeyword("nan") else {
      throw expected(FilterType.numberOrWord.expected)
    }
    return try number(for: subject.name, isSeconds: false)
  }

  /// Reads a whole number, as lists have them.
  mutating func wholeNumber() throws(FilterError) -> StoredValue {
    try countLiteral()
    guard token.kind == .word, case .integer(let number) = FilterNumber.value(of: token.text) else {
      throw expected("a whole number")
    }
    take()
    return .integer(number)
  }

  /// Reads the first digits of an id.
  mutating func runPrefix() throws(FilterError) -> String {
    try countLiteral()
    let digits = token.text.lowercased()
    let isHex = digits.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    guard token.kind == .word || token.kind == .quoted, isHex,
      (4...2 * RunID.byteCount).contains(digits.utf8.count)
    else { throw expected(FilterType.id.expected) }
    take()
    return digits
  }
}
