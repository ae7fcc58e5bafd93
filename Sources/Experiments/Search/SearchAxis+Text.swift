extension SearchAxis {
  /// Reads the values of a key from the command line: Hydra's commas and functions, Guild's lists
  /// and functions.
  ///
  /// Brackets are one value of `hidden_layers` (Hydra) and a list of values of any other key
  /// (Guild). `range(a,b)` leaves b out (Hydra), `range[a:b]` includes it (Guild).
  ///
  /// - Throws: `noValue`, `badValue`, `badFunction` or `badRange`, naming the key.
  public init(_ text: String, for key: DefinitionKey) throws(DefinitionError) {
    let reader = AxisReader(key: key, text: text.trimmed)
    guard !reader.text.isEmpty else { throw DefinitionError(.noValue(key.rawValue)) }
    if let distribution = try reader.distribution() {
      self.init(key, distribution: distribution)
    } else {
      self.init(key, choices: try reader.choices(reader.text))
    }
  }
}

private struct AxisReader {
  let key: DefinitionKey
  let text: String

  func distribution() throws(DefinitionError) -> Distribution? {
    guard let call = call(text), let function = SearchFunction(rawValue: call.name),
      [.interval, .uniform, .loguniform].contains(function)
    else { return nil }
    guard key.kind.isNumeric else { throw unreadable(text, key.kind.allowed) }
    guard call.isRound == (function == .interval), let numbers = call.numbers, numbers.count == 2
    else { throw unreadable(text, function.form) }
    return try Distribution(
      key: key,
      bounds: (numbers[0], numbers[1]),
      isLogarithmic: function == .loguniform
    )
  }

  func choices(_ text: String) throws(DefinitionError) -> [SettingValue] {
    guard let elements = SearchElement.split(text) else {
      throw unreadable(
        text,
        "brackets and quotes in pairs, or quotes around a value that has single ones"
      )
    }
    var values: [SettingValue] = []
    for element in elements { values += try choices(element) }
    return values
  }

  private func choices(_ element: SearchElement) throws(DefinitionError) -> [SettingValue] {
    let text = element.text
    if element.isLiteral { return [try SettingValue(text, for: key)] }
    if let call = call(text) { return try choices(call, text) }
    guard text.hasPrefix("["), text.hasSuffix("]"), text.count >= 2 else {
      return [try SettingValue(text, for: key)]
    }
    let inside = String(text.dropFirst().dropLast()).trimmed
    if key.kind == .layers, !inside.hasPrefix("[") { return [try SettingValue(text, for: key)] }
    if key.kind.isNumeric, inside.contains(":") {
      throw unreadable(text, "uniform\(text) or range\(text)")
    }
    return try choices(inside)
  }

  /// A function call; in text only `choice`, because paths may have brackets.
  private func call(_ text: String) -> SearchCall? {
    guard let call = SearchCall(text) else { return nil }
    switch key.kind {
    case .text, .wordOrFile: return call.name == "choice" && call.isRound ? call : nil
    default: return call
    }
  }

  private func choices(
    _ call: SearchCall,
    _ text: String
  ) throws(DefinitionError) -> [SettingValue] {
    switch SearchFunction(rawValue: call.name) {
    case .choice where call.isRound: return try choices(call.arguments)
    case .range: return try range(call, text)
    case .linspace where !call.isRound:
      return try settings(try spaced(call, text, SearchFunction.linspace.form))
    case .logspace where !call.isRound:
      let exponents = try spaced(call, text, SearchFunction.logspace.form)
      return try settings(exponents.map(SearchNumber.powerOfTen))
    case .interval, .uniform, .loguniform: throw unreadable(self.text, "values or one distribution")
    case let function: throw unreadable(text, function?.form ?? SearchFunction.forms)
    }
  }

  private func range(_ call: SearchCall, _ text: String) throws(DefinitionError) -> [SettingValue] {
    guard var numbers = call.numbers, (call.isRound ? 1...3 : 2...3).contains(numbers.count) else {
      throw unreadable(text, SearchFunction.range.form)
    }
    if numbers.count == 1 { numbers.insert(0, at: 0) }
    let step = numbers.count == 3 ? numbers[2] : 1
    let range = SearchRange(
      start: numbers[0],
      end: numbers[1],
      step: step,
      includesEnd: !call.isRound
    )
    guard step != 0, let elements = range.elements else {
      throw bad(text, "has more than \(SearchRange.maximumCount) values; give a larger step")
    }
    guard !elements.isEmpty else {
      throw bad(text, "has no values; the step has to lead from the first number to the second")
    }
    return try settings(elements)
  }

  private func spaced(
    _ call: SearchCall,
    _ text: String,
    _ form: String
  ) throws(DefinitionError) -> [Double] {
    guard let numbers = call.numbers, (2...3).contains(numbers.count),
      let count = numbers.count == 3 ? Int(exactly: numbers[2]) : 5, count >= 1
    else { throw unreadable(text, form) }
    guard count <= SearchRange.maximumCount else {
      throw bad(text, "has more than \(SearchRange.maximumCount) values; give fewer")
    }
    return SearchRange.linear(from: numbers[0], to: numbers[1], count: count)
  }

  private func settings(_ numbers: [Double]) throws(DefinitionError) -> [SettingValue] {
    var values: [SettingValue] = []
    for number in numbers {
      values.append(try SettingValue(NumberText.shortest(number), for: key))
    }
    return values
  }

  private func unreadable(_ text: String, _ expected: String) -> DefinitionError {
    DefinitionError(.badFunction(key: key.rawValue, text: text, expected: expected))
  }

  private func bad(_ text: String, _ reason: String) -> DefinitionError {
    DefinitionError(.badRange(key: key.rawValue, text: text, reason: reason))
  }
}
