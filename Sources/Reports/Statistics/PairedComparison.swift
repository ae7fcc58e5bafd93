/// Two groups of runs compared over what both have in common, such as seeds.
public struct PairedComparison: Sendable, Equatable {
  /// A group of runs: a name, and the metric's value for each seed.
  public struct Group: Sendable {
    /// What the group is called.
    public var name: String
    /// The value of the run with each seed, or whatever else pairs the runs.
    public var values: [Field: Double]

    /// Creates a group.
    public init(name: String, values: [Field: Double]) {
      self.name = name
      self.values = values
    }
  }

  /// The name of the group compared with.
  public var reference: String
  /// The name of the group compared.
  public var group: String
  /// How many runs of either group have no finite partner and are left out.
  public var unpaired: Int
  /// Student's paired t of group − reference; nil for fewer than two pairs.
  public var tTest: PairedTTest?
  /// Wilcoxon's signed ranks of group − reference; nil without pairs.
  public var signedRank: WilcoxonSignedRank?
  /// The t test's p, corrected by Holm for the comparisons made together.
  public var correctedT: Double?
  /// The signed ranks' p, corrected by Holm for the comparisons made together.
  public var correctedSignedRank: Double?

  /// Compares each of the groups with the reference, pair by pair.
  public static func compare(_ groups: [Group], with reference: Group) -> [PairedComparison] {
    var comparisons = groups.map { PairedComparison($0, with: reference) }
    let t = HolmCorrection.adjusted(comparisons.map { $0.tTest?.p ?? .nan })
    let ranks = HolmCorrection.adjusted(comparisons.map { $0.signedRank?.p ?? .nan })
    for index in comparisons.indices {
      comparisons[index].correctedT = t[index].isNaN ? nil : t[index]
      comparisons[index].correctedSignedRank = ranks[index].isNaN ? nil : ranks[index]
    }
    return comparisons
  }

  private init(_ group: Group, with reference: Group) {
    let finite = reference.values.filter { $0.value.isFinite }
    // In the order of the differences, so that sums do not depend on the order of a dictionary.
    let pairs = group.values.compactMap { seed, value in
      value.isFinite ? finite[seed].map { (first: $0, second: value) } : nil
    }.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    self.reference = reference.name
    self.group = group.name
    unpaired = reference.values.count + group.values.count - 2 * pairs.count
    tTest = PairedTTest(first: pairs.map(\.first), second: pairs.map(\.second))
    signedRank = WilcoxonSignedRank(first: pairs.map(\.first), second: pairs.map(\.second))
  }

  /// The columns of the comparison; `p` columns are as tested, `holm` ones corrected.
  public static let columns = [
    Column("group"), Column("reference"), Column("pairs", .number, rank: 1),
    Column("unpaired", .number), Column("mean_difference", .number, rank: 2),
    Column("ci_low", .number, rank: 1), Column("ci_high", .number, rank: 1),
    Column("paired_t", .number), Column("paired_t_p", .number, rank: 1),
    Column("paired_t_holm", .number, rank: 1), Column("wilcoxon_w", .number),
    Column("wilcoxon_p", .number, rank: 1), Column("wilcoxon_holm", .number, rank: 1),
    Column("wilcoxon_method"),
  ]

  /// The cells for ``columns``.
  public var row: [Field] {
    [
      .text(group), .text(reference), .integer(signedRank?.pairs ?? 0), .integer(unpaired),
      Field(tTest?.meanDifference), Field(tTest?.interval?.lowerBound),
      Field(tTest?.interval?.upperBound), Field(tTest?.t), Field(tTest?.p), Field(correctedT),
      Field(signedRank?.statistic), Field(signedRank?.p), Field(correctedSignedRank),
      Field(signedRank?.method.rawValue),
    ]
  }
}
