/// The order in which an epoch visits the examples.
public enum Shuffle {
  /// Fills `order` with 0 ..< count in the order of epoch e: Fisher–Yates (Durstenfeld 1964) from
  /// the data's order, drawn from the stream of (seed, epoch), so any epoch can be had by itself.
  public static func order(_ order: inout [Int32], seed: Int, epoch: Int) {
    for index in order.indices { order[index] = Int32(truncatingIfNeeded: index) }
    var stream = RandomStream(seed: seed, purpose: .shuffle, epoch)
    order.withUnsafeMutableBufferPointer { order in
      for last in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(last, Int(stream.below(UInt64(last) + 1)))
      }
    }
  }
}
