extension AlignedBuffer {
  /// Allocates `count` zeros and lets a closure write into them.
  public convenience init(count: Int, filling: (UnsafeMutableBufferPointer<Scalar>) -> Void) {
    self.init(count: count)
    filling(UnsafeMutableBufferPointer(start: pointer, count: self.count))
  }

  /// The element at an index.
  public subscript(index: Int) -> Scalar {
    precondition(index >= 0 && index < count, "index \(index) of \(count)")
    return pointer[index]
  }
}
