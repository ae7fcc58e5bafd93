/// How much of a metric's variance over a sweep each hyperparameter explains.
///
/// On a full grid, where every combination of values has a finite value, the decomposition is exact
/// (functional analysis of variance, Hoeffding 1948): V = Σ V_i + Σ V_ij + … + the variance of
/// runs that differ in nothing compared, such as seeds left out. Elsewhere it is an estimate, see
/// ``MainEffectEstimate``, without pairs and with a standard error.
public struct Importance: Sendable, Equatable {
  /// How the shares were found.
  public enum Method: String, Sendable {
    /// By decomposing the variance of a full grid.
    case exact
    /// By the variance between groups of runs, each hyperparameter alone.
    case estimated
  }

  /// What one hyperparameter, or two together beyond each alone, explains.
  public struct Effect: Sendable, Equatable {
    /// One key, or two.
    public var keys: [String]
    /// The share of the variance, 0…1.
    public var share: Double
    /// The standard error of an estimated share; nil where it is exact.
    public var error: Double?
  }

  /// How the shares were found.
  public let method: Method
  /// How many runs have a finite value.
  public let runs: Int
  /// How many have none and are left out.
  public let failures: Int
  /// V, the mean square distance from the mean.
  public let variance: Double
  /// The effects, the largest first.
  public let effects: [Effect]
  /// The share of three and more keys together; nil where it was not told apart or there
  /// are fewer keys.
  public let higherOrder: Double?
  /// The share of runs that agree in all keys; nil where it was not told apart.
  public let replicates: Double?

  /// Finds the importance of keys; those with one value only explain nothing and are left out.
  ///
  /// Nil where fewer than two runs have a finite value or no key has two values.
  public init?(keys: [String], members: [Grouping.Member]) {
    let points = members.compactMap { member in
      member.value.flatMap { $0.isFinite ? (keys: member.keys, value: $0) : nil }
    }
    let varied = keys.indices.filter { key in
      Set(members.map { key < $0.keys.count ? $0.keys[key] : .empty }).count > 1
    }
    guard points.count > 1, !varied.isEmpty else { return nil }
    runs = points.count
    failures = members.count - points.count
    let reduced = points.map { point in
      (levels: varied.map { $0 < point.keys.count ? point.keys[$0] : .empty }, value: point.value)
    }
    let names = varied.map { keys[$0] }
    if failures == 0, let grid = FullGrid(reduced) {
      method = .exact
      variance = grid.variance
      effects = Self.sorted(grid.effects(names: names))
      let rest = max(0, 1 - grid.replicateShare - effects.reduce(0) { $0 + $1.share })
      higherOrder = names.count > 2 && variance > 0 ? rest : nil
      replicates = grid.replicateShare
    } else {
      method = .estimated
      let estimate = MainEffectEstimate(reduced)
      variance = estimate.variance
      effects = Self.sorted(estimate.effects(names: names))
      higherOrder = nil
      replicates = nil
    }
  }

  private static func sorted(_ effects: [Effect]) -> [Effect] {
    effects.enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }
      .map(\.element)
  }

  /// The columns of the importance table.
  public static let columns = [
    Column("hyperparameter"), Column("share", .number), Column("error", .number),
  ]

  /// The rows for ``columns``: the effects, then what is left.
  public var rows: [[Field]] {
    let named = effects.map { effect -> [Field] in
      [.text(effect.keys.joined(separator: " × ")), .real(effect.share), Field(effect.error)]
    }
    let rest = [
      ("three and more together", higherOrder), ("runs alike in all of these", replicates),
    ]
    return named
      + rest.compactMap { name, share in share.map { [.text(name), .real($0), .empty] } }
  }
}
