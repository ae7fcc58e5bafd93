/// A sum in Double whose order is fixed: element i goes to lane i mod 16, lanes are folded 8-4-2-1.
@frozen
public struct LaneSum: Equatable, Sendable {
  @usableFromInline var lanes = SIMD16<Double>()

  /// The sum of nothing.
  @inlinable public init() {}

  /// The lanes folded: first 8 onto 8, then 4, 2, 1.
  public var value: Double {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
