import Kernels

/// The examples that gradient, δ and saturation are measured over.
enum Probe {
  /// The most examples of a probe.
  static let most = 1000

  /// The examples ⌊i·n/p⌋, i = 0…p−1, p = min(n, 1000), in the data's order before any shuffle.
  static func order(of n: Int) -> AlignedBuffer<Int32> {
    let p = min(n, most)
    return AlignedBuffer((0..<p).map { Int32($0 * n / p) })
  }
}
