import Testing

@testable import Experiments

/// Facts of data sets and shortcuts that several suites share.
enum DefinitionSamples {
  static let digest = Array(UInt8(0)..<32)

  static func images(
    examples: Int = 1000,
    hasTestFiles: Bool = false,
    label: String = "digits"
  ) -> DataTraits {
    DataTraits(
      source: Definition.Source(label: label, digest: digest),
      kind: .image,
      examples: examples,
      hasTestFiles: hasTestFiles,
      inputs: 64,
      target: DataTraits.Target(classes: 10, columns: 1, range: 0...9, looksLikeClasses: true)
    )
  }

  static func table(
    name: String = "price",
    range: ClosedRange<Double> = -3...12,
    hasTestFiles: Bool = false
  ) -> DataTraits {
    DataTraits(
      source: Definition.Source(label: "houses.csv", digest: digest),
      kind: .table,
      examples: 200,
      hasTestFiles: hasTestFiles,
      inputs: 5,
      target: DataTraits.Target(
        name: name,
        classes: nil,
        columns: 1,
        range: range,
        looksLikeClasses: false
      )
    )
  }

  static let xor = DataTraits(
    source: Definition.Source(label: "xor", digest: digest),
    kind: .generator,
    examples: 4,
    hasTestFiles: false,
    inputs: 2,
    target: DataTraits.Target(classes: 2, columns: 1, range: 0...1, looksLikeClasses: true),
    standardValidation: .count(0)
  )

  static func settings(_ arguments: [String]) throws -> Settings {
    var settings = Settings()
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let key = try #require(DefinitionKey(rawValue: parts[0]))
      settings[key] = try SettingValue(parts[1], for: key)
    }
    return settings
  }

  static func definition(
    _ arguments: [String],
    for traits: DataTraits = images(),
    weights: Definition.Source? = nil
  ) throws -> Definition {
    try Definition(resolving: settings(arguments), for: traits, initialWeights: weights)
  }

  /// The message of what an expression throws.
  static func message(_ body: () throws -> some Any) -> String {
    do {
      _ = try body()
      return "nothing was thrown"
    } catch {
      return "\(error)"
    }
  }
}
