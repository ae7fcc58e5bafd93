extension LaneSum {
  /// Adds numbers: number i goes to lane i mod 16.
  public mutating func add(_ numbers: UnsafePointer<Double>, count: Int) {
    for i in 0..<count { lanes[i & 15] += numbers[i] }
  }
}
