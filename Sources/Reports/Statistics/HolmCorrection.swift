/// Holm's correction of probabilities for the number of comparisons made.
public enum HolmCorrection {
  /// The adjusted probabilities, in the order given (Holm 1979).
  ///
  /// The k-th smallest of m is multiplied by m − k + 1, made to rise and at most 1. NaN is no
  /// comparison and stays NaN.
  public static func adjusted(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.filter { !probabilities[$0].isNaN }
      .sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var adjusted = probabilities
    var highest = 0.0
    for (position, index) in order.enumerated() {
      highest = max(highest, Double(order.count - position) * probabilities[index])
      adjusted[index] = min(1, highest)
    }
    return adjusted
  }
}
