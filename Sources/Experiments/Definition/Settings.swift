/// The values that were asked for, key by key, before any data is looked at.
public struct Settings: Sendable, Hashable {
  /// What was given; keys that were not are absent.
  public var values: [DefinitionKey: SettingValue]

  /// Creates settings from typed values.
  public init(_ values: [DefinitionKey: SettingValue] = [:]) {
    self.values = values
  }

  /// Creates the settings that a definition is made of, to change some of them.
  public init(_ definition: Definition) {
    values = definition.values
  }

  /// The value that was given for a key.
  public subscript(key: DefinitionKey) -> SettingValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// The file that the first weights are read from; nil when they are drawn.
  public var initialWeightsFile: String? {
    guard case .text(let text) = values[.initialization],
      !DefinitionKey.initialization.kind.words.contains(text)
    else { return nil }
    return text
  }
}
