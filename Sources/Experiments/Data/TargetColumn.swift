/// What is to be predicted, as it was read: numbers, or texts.
public enum TargetColumn: Sendable, Equatable {
  /// `width` numbers per example, rows after each other.
  case numbers([Double], width: Int)
  /// Distinct texts by Unicode scalar order, and the index of each example's text among them.
  case texts(labels: [String], indices: [Int32])

  /// The number of examples.
  public var count: Int {
    switch self {
    case .numbers(let values, let width): values.count / width
    case .texts(_, let indices): indices.count
    }
  }

  /// Sorts and numbers texts.
  ///
  /// `firstSeen` are distinct and in any order; `indices` point to them.
  static func sorted(firstSeen: [String], indices: [Int32]) -> TargetColumn {
    let order = firstSeen.indices.sorted {
      firstSeen[$0].utf8.lexicographicallyPrecedes(firstSeen[$1].utf8)
    }
    var rank = [Int32](repeating: 0, count: order.count)
    for (position, old) in order.enumerated() { rank[old] = Int32(position) }
    return .texts(labels: order.map { firstSeen[$0] }, indices: indices.map { rank[Int($0)] })
  }
}
