/// What is asked for on a command line or in a file: values for each key, and how to search them.
public struct SearchRequest: Sendable, Hashable {
  /// The question being asked.
  public var experiment: String?
  /// The sweep's name.
  public var name: String?
  /// Grid or random; nil for random where something is drawn, else grid.
  public var method: SearchMethod?
  /// The number that the sweep is after.
  public var metric: SweepMetric?
  /// The largest number of runs.
  public var runCap: Int?
  /// N: every point with the seeds 1…N.
  public var seeds: Int?
  /// The seed of a random search; nil for 0.
  public var sweepSeed: Int?
  /// Whether rows of a table that lack a value are dropped (`missing=drop`) or refused
  /// (`missing=refuse`); nil for the reader's default.
  public var dropsMissing: Bool?
  /// The keys in the order they were written.
  public var axes: [SearchAxis] = []
  /// Keys of other tools' files that change nothing here, such as `program`.
  public var ignored: [String] = []

  /// Creates a request for nothing yet.
  public init() {}

  /// The keys that are about the search and not about a run.
  enum Key: String, CaseIterable {
    case method, metric
    case runCap = "run_cap"
    case experiment, name, seeds, missing
    case sweepSeed = "sweep_seed"
  }

  /// The request with another's values in place of its own, and new keys at the end.
  ///
  /// `seeds` replaces `seed`, and the other way round.
  public func overridden(by other: SearchRequest) -> SearchRequest {
    var result = self
    result.experiment = other.experiment ?? experiment
    result.name = other.name ?? name
    result.method = other.method ?? method
    result.metric = other.metric ?? metric
    result.runCap = other.runCap ?? runCap
    result.sweepSeed = other.sweepSeed ?? sweepSeed
    result.dropsMissing = other.dropsMissing ?? dropsMissing
    let givesSeed = other.axes.contains { $0.key == .seed }
    result.seeds = other.seeds ?? (givesSeed ? nil : seeds)
    if other.seeds != nil { result.axes.removeAll { $0.key == .seed } }
    for axis in other.axes { result.set(axis) }
    result.ignored += other.ignored
    return result
  }

  private mutating func set(_ axis: SearchAxis) {
    if let index = axes.firstIndex(where: { $0.key == axis.key }) {
      axes[index] = axis
    } else {
      axes.append(axis)
    }
  }

  /// The settings of the only point, for one run.
  ///
  /// - Throws: `severalValues` naming the key, `severalRuns` for a random search.
  public func settings() throws(DefinitionError) -> Settings {
    var settings = Settings()
    for axis in axes {
      guard let value = axis.constant else {
        throw DefinitionError(.severalValues(key: axis.key.rawValue, value: axis.text))
      }
      settings[axis.key] = value
    }
    guard method != .random, seeds == nil else { throw DefinitionError(.severalRuns) }
    return settings
  }
}

extension SearchAxis {
  /// The values as a message has them.
  fileprivate var text: String {
    switch values {
    case .choices(let choices): choices.map(\.description).joined(separator: ",")
    case .distribution: "a distribution"
    }
  }
}
