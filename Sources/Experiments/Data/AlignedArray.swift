/// Numbers in one piece of memory that begins on a 64-byte boundary, as the kernels want them.
///
/// An array with room to spare: the first number stands where the boundary is. The array is never
/// changed after it was made, so it never moves.
public struct AlignedArray<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// The boundary, in bytes.
  public static var alignment: Int { 64 }

  /// The number of numbers.
  public let count: Int
  private let storage: [Scalar]
  private let start: Int

  /// Creates numbers, all of which the closure must initialise.
  init(count: Int, _ fill: (UnsafeMutableBufferPointer<Scalar>) -> Void) {
    let slack = Self.alignment / MemoryLayout<Scalar>.stride - 1
    var start = 0
    storage = [Scalar](unsafeUninitializedCapacity: count + slack) { buffer, used in
      let address = UInt(bitPattern: buffer.baseAddress)
      let misplaced = Int((0 &- address) % UInt(Self.alignment))
      start = misplaced / MemoryLayout<Scalar>.stride
      buffer[..<start].initialize(repeating: 0)
      fill(UnsafeMutableBufferPointer(rebasing: buffer[start..<start + count]))
      buffer[(start + count)..<(count + slack)].initialize(repeating: 0)
      used = count + slack
    }
    self.count = count
    self.start = start
  }

  /// The number at an index.
  public subscript(index: Int) -> Scalar {
    precondition(index >= 0 && index < count, "index \(index) of \(count)")
    return storage[start + index]
  }

  /// Gives all numbers to a closure; the pointer must not leave it.
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeBufferPointer { buffer in
      try body(UnsafeBufferPointer(rebasing: buffer[start..<start + count]))
    }
  }
}
