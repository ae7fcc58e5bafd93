public import Kernels

/// The order in which an epoch visits the examples.
public enum Shuffle {
  /// Fills `order` with 0 ..< count in the order of epoch e: Fisher–Yates (Durstenfeld 1964) from
  /// the data's order, drawn from the stream of (seed, epoch), so any epoch can be had by itself.
  public static func order(_ order: AlignedBuffer<Int32>, seed: Int, epoch: Int) {
    let positions = order.pointer
    for index in 0..<order.count { positions[index] = Int32(truncatingIfNeeded: index) }
    var stream = RandomStream(seed: seed, purpose: .shuffle, epoch)
    for last in Swift.stride(from: order.count - 1, to: 0, by: -1) {
      let other = stream.below(last + 1)
      (positions[last], positions[other]) = (positions[other], positions[last])
    }
  }
}
