import Foundation

/// Wilcoxon's signed-rank test: whether the differences of pairs lie evenly about 0.
///
/// Differences of 0 are dropped (Wilcoxon's way), equal sizes share their mean rank. Up to fifty
/// differences the probability is exact, ties included: the share of all 2ⁿ ways to give signs to
/// the ranks. Beyond, it is the normal approximation with the variance corrected for ties and
/// without a correction for continuity.
public struct WilcoxonSignedRank: Sendable, Equatable {
  /// How the probability was found.
  public enum Method: String, Sendable {
    /// From every way to give signs to the ranks.
    case exact
    /// From the normal distribution with the same mean and variance.
    case normal
  }

  /// The largest number of differences that is counted out.
  public static let exactLimit = 50

  /// How many pairs have both values finite.
  public var pairs: Int
  /// How many of them differ.
  public var differing: Int
  /// The sum of the ranks of positive differences.
  public var positiveRankSum: Double
  /// The sum of the ranks of negative differences.
  public var negativeRankSum: Double
  /// The two-sided probability of rank sums at least as uneven.
  public var p: Double
  /// How it was found.
  public var method: Method

  /// min(W⁺, W⁻), the statistic that tables and SciPy give.
  public var statistic: Double { min(positiveRankSum, negativeRankSum) }

  /// Tests second − first of each pair; nil where no pair has two finite values.
  public init?(first: [Double], second: [Double]) {
    let all = zip(first, second).map { $1 - $0 }.filter(\.isFinite)
    guard !all.isEmpty else { return nil }
    let differences = all.filter { $0 != 0 }.sorted { $0.magnitude < $1.magnitude }
    let ranks = Self.doubledRanks(differences)
    pairs = all.count
    differing = differences.count
    let positive = zip(differences, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let total = ranks.reduce(0, +)
    positiveRankSum = Double(positive) / 2
    negativeRankSum = Double(total - positive) / 2
    method = differences.count <= Self.exactLimit ? .exact : .normal
    let extreme = min(positive, total - positive)
    p =
      method == .exact
      ? Self.exactProbability(of: extreme, ranks: ranks)
      : Self.normalProbability(of: extreme, ranks: ranks)
  }

  /// Twice the rank of each difference, in order of size, so that the mean ranks of ties are whole.
  private static func doubledRanks(_ sorted: [Double]) -> [Int] {
    var ranks: [Int] = []
    while ranks.count < sorted.count {
      let start = ranks.count
      let ties = sorted[start...].prefix { $0.magnitude == sorted[start].magnitude }.count
      ranks += Array(repeating: 2 * start + ties + 1, count: ties)
    }
    return ranks
  }

  /// 2 P(W ≤ extreme), at most 1; counts the sign patterns for each sum, one rank after another.
  private static func exactProbability(of extreme: Int, ranks: [Int]) -> Double {
    var patterns = [Double](repeating: 0, count: ranks.reduce(0, +) + 1)
    patterns[0] = 1
    var reach = 0
    for rank in ranks {
      for sum in stride(from: reach, through: 0, by: -1) { patterns[sum + rank] += patterns[sum] }
      reach += rank
    }
    let below = patterns[...extreme].reduce(0, +)
    return min(1, 2 * below / Double(sign: .plus, exponent: ranks.count, significand: 1))
  }

  /// Under the hypothesis W has mean ½ Σ r and variance ¼ Σ r².
  private static func normalProbability(of extreme: Int, ranks: [Int]) -> Double {
    let mean = Double(ranks.reduce(0, +)) / 2
    let variance = ranks.reduce(0.0) { $0 + Double($1) * Double($1) } / 4
    let z = (Double(extreme) - mean) / variance.squareRoot()
    return min(1, erfc(z.magnitude / 2.0.squareRoot()))
  }
}
