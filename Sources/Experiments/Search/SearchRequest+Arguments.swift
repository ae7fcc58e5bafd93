extension SearchRequest {
  /// Reads `key=value` arguments: keys of a definition, and `experiment`, `name`, `method`,
  /// `metric`, `run_cap`, `seeds`, `sweep_seed` and `missing`.
  ///
  /// - Throws: `notAssignment`, `unknownKey` with the nearest key, `repeatedKey`, and what the
  ///   values' own types refuse.
  public init(arguments: [String]) throws(DefinitionError) {
    self.init()
    var seen: Set<String> = []
    for argument in arguments {
      guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else {
        throw DefinitionError(.notAssignment(argument))
      }
      let key = String(argument[..<sign]).trimmed
      guard seen.insert(key).inserted else { throw DefinitionError(.repeatedKey(key)) }
      try set(key, to: String(argument[argument.index(after: sign)...]))
    }
  }

  private mutating func set(_ key: String, to text: String) throws(DefinitionError) {
    if let found = DefinitionKey(rawValue: key) {
      axes.append(try SearchAxis(text, for: found))
    } else if let found = Key(rawValue: key) {
      try set(found, to: text)
    } else {
      throw DefinitionError.unknown(key, of: "a definition", among: Self.knownKeys)
    }
  }

  /// The keys that may stand on a command line.
  static var knownKeys: [String] {
    DefinitionKey.allCases.map(\.rawValue) + Key.allCases.map(\.rawValue)
  }

  /// Sets one of the keys about the search from its text.
  mutating func set(_ key: Key, to given: String) throws(DefinitionError) {
    let text = given.trimmed
    guard !text.isEmpty else { throw DefinitionError(.noValue(key.rawValue)) }
    switch key {
    case .method: method = try Self.method(text)
    case .metric: metric = SweepMetric(name: try Self.word(text, for: "metric"))
    case .runCap: runCap = try Self.count(text, key, from: 1)
    case .experiment: experiment = try Self.name(text, key)
    case .name: name = try Self.name(text, key)
    case .seeds: seeds = try Self.count(text, key, from: 1)
    case .missing: dropsMissing = try Self.missing(text)
    case .sweepSeed: sweepSeed = try Self.count(text, key, from: 0)
    }
  }

  private static func method(_ text: String) throws(DefinitionError) -> SearchMethod {
    guard text != "bayes" else {
      throw DefinitionError(
        .refused(
          key: "method",
          value: text,
          reason: "its points depend on earlier results; give method=random and a run_cap"
        )
      )
    }
    return try word(text, for: "method")
  }

  private static func missing(_ text: String) throws(DefinitionError) -> Bool {
    guard text == "drop" || text == "refuse" else {
      throw DefinitionError(
        .badValue(key: "missing", value: text, allowed: "drop or refuse", nearest: nil)
      )
    }
    return text == "drop"
  }

  /// Reads one of an enumeration's words.
  static func word<Word: CaseIterable & RawRepresentable<String>>(
    _ text: String,
    for key: String
  ) throws(DefinitionError) -> Word {
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    throw DefinitionError(
      .badValue(
        key: key,
        value: text,
        allowed: SettingKind.list(words),
        nearest: NearestWord.find(text, among: words)
      )
    )
  }

  private static func count(
    _ text: String,
    _ key: Key,
    from least: Int
  ) throws(DefinitionError) -> Int {
    guard let count = DecimalText.integer(text), count >= least else {
      throw DefinitionError(
        .badValue(
          key: key.rawValue,
          value: text,
          allowed: "a whole number of at least \(least)",
          nearest: nil
        )
      )
    }
    return count
  }

  /// A name: any text on one line, read as a data set's name is.
  private static func name(_ text: String, _ key: Key) throws(DefinitionError) -> String {
    guard case .text(let name)? = try? SettingValue(text, for: .data) else {
      throw DefinitionError(
        .badValue(key: key.rawValue, value: text, allowed: "text on one line", nearest: nil)
      )
    }
    return name
  }
}

extension DefinitionError {
  /// An unknown key with the nearest of those that are known.
  static func unknown(
    _ key: String,
    of owner: String,
    among known: [String],
    at place: Place? = nil
  ) -> DefinitionError {
    let nearest = NearestWord.find(key, among: known) ?? ""
    return DefinitionError(.unknownKey(key, of: owner, nearest: nearest), at: place)
  }
}
