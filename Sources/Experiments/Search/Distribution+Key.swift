extension Distribution {
  /// The distribution that bounds mean for a key: whole numbers for whole-number keys.
  ///
  /// - Throws: `badValue` for a bound that the key does not allow, `badRange` for bounds that are
  ///   not in order or, with a logarithm, not above 0.
  init(
    key: DefinitionKey,
    bounds: (low: Double, high: Double),
    isLogarithmic: Bool
  ) throws(DefinitionError) {
    let range = try Self.range(key, bounds)
    if isLogarithmic, range.lowerBound <= 0 {
      throw DefinitionError(
        .badRange(
          key: key.rawValue,
          text: NumberText.shortest(range.lowerBound),
          reason: "has no logarithm; give a lower bound above 0"
        )
      )
    }
    switch (key.isWhole, isLogarithmic) {
    case (true, true): self = .logQuantized(range, q: 1)
    case (true, false): self = .integers(Int(range.lowerBound)...Int(range.upperBound))
    case (false, true): self = .logUniform(range)
    case (false, false): self = .uniform(range)
    }
  }

  /// Checks both bounds as values of the key, and their order.
  static func range(
    _ key: DefinitionKey,
    _ bounds: (low: Double, high: Double)
  ) throws(DefinitionError) -> ClosedRange<Double> {
    for bound in [bounds.low, bounds.high] {
      _ = try SettingValue(NumberText.shortest(bound), for: key)
    }
    guard bounds.low <= bounds.high, bounds.high.magnitude <= 0x1p53 else {
      throw DefinitionError(
        .badRange(
          key: key.rawValue,
          text: "\(NumberText.shortest(bounds.low)) to \(NumberText.shortest(bounds.high))",
          reason: "is no range; give the lower bound first, and bounds below 2^53"
        )
      )
    }
    return bounds.low...bounds.high
  }
}

extension DefinitionKey {
  /// Whether only whole numbers are values.
  var isWhole: Bool { if case .integer = kind { true } else { false } }
}
