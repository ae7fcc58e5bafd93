/// A set of points to train.
///
/// The same set of runs is the same sweep, in whatever order and under whatever name it was asked
/// for.
public struct Sweep: Sendable {
  /// The question being asked.
  public var experiment: String?
  /// The sweep's name.
  public var name: String?
  /// Grid or random.
  public var method: SearchMethod
  /// The number that the sweep is after.
  public var metric: SweepMetric?
  /// The keys that vary, in order.
  public var varyingKeys: [DefinitionKey]
  /// The runs in the order of their points, each once.
  public var runs: [PlannedRun]
  /// How many points were given again, or are the same run as a point before.
  public var duplicates: Int

  /// The most points that a sweep takes.
  public static let maximumPoints = 1_000_000

  /// Plans the runs of a request.
  ///
  /// - Parameters:
  ///   - request: the points.
  ///   - resolve: makes a definition of a point's settings; it knows the data sets.
  /// - Throws: a `DefinitionError` for a request without sense, and what `resolve` throws.
  public init(_ request: SearchRequest, resolve: (Settings) throws -> Definition) throws {
    let space = try SearchSpace(request)
    guard space.count <= Self.maximumPoints else {
      throw DefinitionError(.tooManyPoints(limit: Self.maximumPoints))
    }
    experiment = request.experiment
    name = request.name
    method = space.method
    metric = request.metric
    varyingKeys = space.varyingKeys
    runs = []
    var seen: Set<RunID> = []
    for i in 0..<space.count {
      let run = PlannedRun(definition: try resolve(try space.point(i)))
      if seen.insert(run.id).inserted { runs.append(run) }
    }
    duplicates = space.repeats + space.count - runs.count
  }

  /// SHA-256 of the runs' ids, sorted and written after each other.
  public var id: SHA256.Digest {
    SHA256.hash(runs.map(\.id).sorted().flatMap(\.bytes))
  }
}
