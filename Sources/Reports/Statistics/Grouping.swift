public import Experiments

/// Runs grouped by the values of some keys, each group with the summary of a metric over the rest.
public struct Grouping: Sendable {
  /// What a run brings to its group.
  public struct Member: Sendable {
    /// The values of the keys, in the order of the grouping's keys.
    public var keys: [Field]
    /// The run's id; nil where nobody asks for the best run.
    public var run: RunID?
    /// The metric's value; nil where the run has none.
    public var value: Double?

    /// Creates a member.
    public init(keys: [Field], run: RunID? = nil, value: Double?) {
      self.keys = keys
      self.run = run
      self.value = value
    }
  }

  /// The runs with the same values.
  public struct Group: Sendable, Equatable {
    /// The values they share.
    public var keys: [Field]
    /// The summary of the metric.
    public var summary: SampleSummary
    /// The first of the runs with the best finite value; nil where there is none.
    public var bestRun: RunID?
    /// How many runs have that value.
    public var bestCount: Int
  }

  /// The names of the keys.
  public let keys: [String]
  /// The groups, in the order in which their first runs came.
  public let groups: [Group]

  /// Groups members by the values of their keys; a member without a value has an empty one.
  public init(keys: [String], members: some Sequence<Member>, best: Best) {
    var places: [[Field]: Int] = [:]
    var gathered: [[Member]] = []
    for var member in members {
      while member.keys.count < keys.count { member.keys.append(.empty) }
      if let place = places[member.keys] {
        gathered[place].append(member)
      } else {
        places[member.keys] = gathered.count
        gathered.append([member])
      }
    }
    self.keys = keys
    groups = gathered.map { Self.group($0, best: best) }
  }

  private static func group(_ members: [Member], best: Best) -> Group {
    let values = members.map { $0.value ?? .nan }
    let index = best.index(in: values)
    return Group(
      keys: members.first?.keys ?? [],
      summary: SampleSummary(members.map(\.value)),
      bestRun: index.flatMap { members[$0].run },
      bestCount: index.map { index in values.filter { $0 == values[index] }.count } ?? 0
    )
  }

  /// The keys' columns; numbers stand right where a key has nothing else.
  private var keyColumns: [Column] {
    keys.indices.map { index in
      let isNumeric = groups.allSatisfy { $0.keys[index].number != nil }
      return Column(keys[index], isNumeric ? .number : .text, rank: 2)
    }
  }

  /// The columns of the group export: the keys, n, failures, mean … best_run.
  public var columns: [Column] {
    keyColumns
      + [
        Column("n", .number, rank: 1), Column("failures", .number),
        Column("mean", .number, rank: 2),
        Column("sd", .number, rank: 1), Column("se", .number), Column("ci_low", .number, rank: 1),
        Column("ci_high", .number, rank: 1), Column("median", .number), Column("min", .number),
        Column("max", .number), Column("best_run", .identifier),
      ]
  }

  /// The cells of a group for ``columns``; people read the first digits of an id only.
  public func row(_ group: Group, hasShortID: Bool = false) -> [Field] {
    let summary = group.summary
    let best = hasShortID ? group.bestRun?.short : group.bestRun?.description
    return group.keys + [
      .integer(summary.n), .integer(summary.failures), Field(summary.mean),
      Field(summary.deviation), Field(summary.standardError), Field(summary.interval?.lowerBound),
      Field(summary.interval?.upperBound), Field(summary.median), Field(summary.minimum),
      Field(summary.maximum), Field(best),
    ]
  }

  /// The columns of the short form for papers: the keys, n, failures and mean ± sd.
  public func estimateColumns(metric: String) -> [Column] {
    keyColumns + [
      Column("n", .number), Column("failures", .number),
      Column(metric, .number, rank: 2),
    ]
  }

  /// The rows of the short form, the best mean marked.
  public func estimateRows(best: Best) -> [[Field]] {
    let bestIndex = best.index(in: groups.map { $0.summary.mean ?? .nan })
    return groups.enumerated().map { index, group in
      let summary = group.summary
      let estimate = summary.mean.map {
        Field.estimate(
          Estimate(mean: $0, deviation: summary.deviation, isBest: index == bestIndex)
        )
      }
      return group.keys + [.integer(summary.n), .integer(summary.failures), estimate ?? .empty]
    }
  }
}
