/// Typed access to a definition's values: what is given, else the key's fixed default.
struct SettingReader {
  let values: [DefinitionKey: SettingValue]

  /// The value, read again by the key's own type, so that nothing from outside is taken on trust.
  func value(_ key: DefinitionKey) throws(DefinitionError) -> SettingValue {
    if let given = values[key] { return try SettingValue(given.description, for: key) }
    guard case .fixed(let text) = key.standard else {
      throw DefinitionError(.missingKey(key.rawValue))
    }
    return try SettingValue(text, for: key)
  }

  func integer(_ key: DefinitionKey) throws(DefinitionError) -> Int {
    guard let integer = try optionalInteger(key) else { throw refusal(key) }
    return integer
  }

  /// nil stands for `none`.
  func optionalInteger(_ key: DefinitionKey) throws(DefinitionError) -> Int? {
    switch try value(key) {
    case .integer(let integer): integer
    case .text("none"): nil
    default: throw refusal(key)
    }
  }

  func real(_ key: DefinitionKey) throws(DefinitionError) -> Double {
    guard let real = try optionalReal(key) else { throw refusal(key) }
    return real
  }

  /// nil stands for `none`.
  func optionalReal(_ key: DefinitionKey) throws(DefinitionError) -> Double? {
    switch try value(key) {
    case .real(let real): real
    case .text("none"): nil
    default: throw refusal(key)
    }
  }

  func boolean(_ key: DefinitionKey) throws(DefinitionError) -> Bool {
    guard case .boolean(let boolean) = try value(key) else { throw refusal(key) }
    return boolean
  }

  func list(_ key: DefinitionKey) throws(DefinitionError) -> [Int] {
    guard case .list(let list) = try value(key) else { throw refusal(key) }
    return list
  }

  func word<Word: RawRepresentable<String>>(
    _ key: DefinitionKey,
    as word: Word.Type
  ) throws(DefinitionError) -> Word {
    guard case .text(let text) = try value(key), let found = Word(rawValue: text) else {
      throw refusal(key)
    }
    return found
  }

  func validation() throws(DefinitionError) -> Definition.Validation {
    switch try value(.validation) {
    case .integer(let count): .count(count)
    case .real(let share): .share(share)
    default: .test
    }
  }

  /// For words such as `all` and `auto` that only make sense before they are resolved.
  private func refusal(_ key: DefinitionKey) -> DefinitionError {
    DefinitionError(
      .badValue(
        key: key.rawValue,
        value: values[key]?.description ?? key.standard.description,
        allowed: "a resolved value",
        nearest: nil
      )
    )
  }
}
