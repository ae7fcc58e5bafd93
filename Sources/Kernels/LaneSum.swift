/// A sum in Double whose order is fixed: element i goes to lane i mod 16, lanes are folded 8-4-2-1.
@frozen
public struct LaneSum: Equatable, Sendable {
  @usableFromInline var lanes = SIMD16<Double>()

  /// The sum of nothing.
  @inlinable public init() {}

  /// The lanes folded: first 8 onto 8, then 4, 2, 1.
  @inlinable public var value: Double {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// The sum of numbers, number i in lane i mod 16.
  @inlinable
  public static func of(_ numbers: UnsafePointer<Double>, count: Int) -> Double {
    // One number alone passes through the folding unchanged, but for the sign of a zero.
    guard count != 1 else { return numbers[0] + 0 }
    var sum = LaneSum()
    withUnsafeMutablePointer(to: &sum.lanes) {
      let lanes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Double.self)
      for i in 0..<count { lanes[i & 15] += numbers[i] }
    }
    return sum.value
  }
}
