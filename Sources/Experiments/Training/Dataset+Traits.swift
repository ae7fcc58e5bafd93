extension Dataset {
  /// What a definition has to know of the data set, which was asked for by `label`.
  public func traits(label: String) -> DataTraits {
    DataTraits(
      source: Definition.Source(label: label, digest: digest.bytes),
      kind: kind,
      examples: training.count,
      hasTestFiles: test != nil,
      inputs: featureCount,
      target: target,
      standardValidation: defaultValidation
    )
  }

  /// The target's column; images and generators have a name for it, but no columns to choose from.
  private var targetColumn: String? { kind == .table ? targetName : nil }

  private var target: DataTraits.Target {
    switch training.targets {
    case .classes:
      DataTraits.Target(
        name: targetColumn,
        classes: classes.count,
        columns: nil,
        range: nil,
        looksLikeClasses: true
      )
    case .values(let values, let width):
      DataTraits.Target(
        name: targetColumn,
        classes: nil,
        columns: width,
        range: Self.range(of: values),
        looksLikeClasses: false
      )
    }
  }

  private static func range(of values: [Double]) -> ClosedRange<Double>? {
    guard let least = values.min(), let greatest = values.max(), least <= greatest else {
      return nil
    }
    return least...greatest
  }
}
