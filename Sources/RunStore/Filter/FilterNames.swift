internal import Experiments

/// What the names of a filter stand for.
enum FilterNames {
  /// What a name stands for; nil where nothing has it.
  static func subject(_ name: String) -> FilterSubject? {
    switch name {
    case "run": .run
    case "tag": .tag
    case "finding": .finding
    case "sweep": .sweep
    case "experiment": .experiment
    default: column(name).map { .value(RunExpression(.column($0))) }
    }
  }

  /// The column of a name, which may have a prefix; nil where none has it.
  static func column(_ name: String) -> RunColumn? {
    guard let (known, bare) = prefixed(name) else { return try? RunColumn.named(name) }
    return known.contains(bare) ? try? RunColumn.named(bare) : nil
  }

  /// The column of the epochs of a name, which may have the prefix of metrics.
  static func epochColumn(_ name: String) -> EpochColumn? {
    guard let (known, bare) = prefixed(name) else { return EpochColumn(named: name) }
    return known == metrics ? EpochColumn(named: bare) : nil
  }

  /// The nearest name to one that nothing has, with the same prefix.
  static func nearest(_ name: String) -> String {
    guard let (known, bare) = prefixed(name) else {
      return NearestWord.find(name, among: all) ?? ""
    }
    return name.dropLast(bare.count) + (NearestWord.find(bare, among: known) ?? "")
  }

  /// The nearest name that has values over the epochs.
  static func nearestOfEpochs(_ name: String) -> String {
    NearestWord.find(name, among: EpochColumn.names) ?? ""
  }

  /// Every name without a prefix.
  static let all = RunColumn.all.map(\.name) + ["tag", "finding"]
  static let parameters = DefinitionKey.allCases.map(\.rawValue)
  static let metrics: [String] = {
    let counted = ["epochs_done", "best_epoch", "seconds", "examples", "examples_per_second"]
    return RunSummary.lastNames + RunSummary.bestNames + counted
  }()

  /// The names that a prefix allows, and what follows it.
  private static func prefixed(_ name: String) -> (known: [String], bare: String)? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let bare = String(name[name.index(after: dot)...])
    switch name[..<dot] {
    case "param", "params": return (parameters, bare)
    case "metric", "metrics": return (metrics, bare)
    default: return nil
    }
  }
}
