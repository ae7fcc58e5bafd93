import CZlib

/// A zlib decompressor.
///
/// zlib keeps a pointer to its own state, so that state lives on the heap.
final class Inflater {
  /// How compressed bytes are wrapped.
  enum Wrapping: Int32 {
    /// A gzip member, whose check sum zlib verifies.
    case gzip = 31
    /// Bare DEFLATE, as inside a zip archive.
    case none = -15
  }

  /// What one step did.
  struct Step {
    var consumed: Int
    var produced: Int
    /// The compressed stream is complete.
    var isAtEnd: Bool
  }

  private let stream: UnsafeMutablePointer<z_stream>

  /// Creates a decompressor; nil when there is no memory for it.
  init?(_ wrapping: Wrapping) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Inflates as much as fits; nil when the compressed bytes are damaged.
  func step(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) -> Step? {
    let given = min(input.count, Int(UInt32.max))
    let room = min(output.count, Int(UInt32.max))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    )
    stream.pointee.avail_in = UInt32(given)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let result = inflate(stream, Z_NO_FLUSH)
    guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { return nil }
    return Step(
      consumed: given - Int(stream.pointee.avail_in),
      produced: room - Int(stream.pointee.avail_out),
      isAtEnd: result == Z_STREAM_END
    )
  }

  /// Makes ready for another stream of the same wrapping.
  func reset() { inflateReset(stream) }
}
