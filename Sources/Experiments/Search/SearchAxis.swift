/// One key of a search space and where its values come from.
public struct SearchAxis: Sendable, Hashable {
  /// The values of a key.
  public enum Values: Sendable, Hashable {
    /// These, in this order, each once; one value is a constant.
    case choices([SettingValue])
    /// Drawn anew for each point.
    case distribution(Distribution)
  }

  /// The key.
  public var key: DefinitionKey
  /// Its values.
  public var values: Values
  /// How many values were given again and dropped.
  public var repeats = 0

  /// Creates an axis of values, each kept once: `1` and `1.0` are the same.
  public init(_ key: DefinitionKey, choices: [SettingValue]) {
    self.key = key
    var seen: Set<SettingValue> = []
    let distinct = choices.filter { seen.insert($0).inserted }
    values = .choices(distinct)
    repeats = choices.count - distinct.count
  }

  /// Creates an axis whose values are drawn.
  public init(_ key: DefinitionKey, distribution: Distribution) {
    self.key = key
    values = .distribution(distribution)
  }

  /// The only value; nil where there are several.
  public var constant: SettingValue? {
    guard case .choices(let choices) = values, choices.count == 1 else { return nil }
    return choices.first
  }
}
