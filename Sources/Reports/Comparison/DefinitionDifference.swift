/// One key of the definitions of several runs.
public struct DefinitionDifference: Sendable, Equatable {
  /// The key.
  public var key: String
  /// Its value in each run; empty where the run does not read it.
  public var values: [Field]

  /// Whether the runs differ in it.
  public var isChanged: Bool { values.contains { $0 != values[0] } }

  /// Lines up the definitions of any number of runs, key by key in the given order; keys that no
  /// run reads are left out, and with `onlyChanged` those in which all agree.
  public static func compare(
    _ definitions: [[String: Field]],
    keys: [String],
    onlyChanged: Bool = false
  ) -> [DefinitionDifference] {
    keys.compactMap { key in
      let values = definitions.map { $0[key] ?? .empty }
      guard values.contains(where: { $0 != .empty }) else { return nil }
      let difference = DefinitionDifference(key: key, values: values)
      return onlyChanged && !difference.isChanged ? nil : difference
    }
  }
}
