#if os(Linux)
import Glibc
#else
import Darwin
#endif

/// Zeroed memory for `count` elements that starts on a 64-byte line and lives as long as its owner.
///
/// Large buffers ask for large pages: rows gathered at random would otherwise miss the address cache
/// at every row, which costs 7 % of a training step on 784 inputs. They come from the system as
/// zeros and are not touched here, so that threads which fill them share the work of getting pages.
/// Where there is no memory the process ends, as it does with the language's own allocations.
///
/// `@unchecked Sendable`: the class holds pointers to one block of memory, set once. Whoever shares
/// the memory between threads lets each thread write its own part, which the compiler cannot see
/// through a pointer. `Rows`, a view of such memory, makes the same promise; nothing else does.
public final class AlignedBuffer<Scalar: BitwiseCopyable & AdditiveArithmetic>:
  @unchecked Sendable
{
  /// The number of elements.
  public let count: Int

  /// The first element.
  public let pointer: UnsafeMutablePointer<Scalar>

  /// What is freed: the first element stands where a line, or a large page, begins.
  private let allocation: UnsafeMutableRawPointer

  /// Allocates `count` zeros; a count of 0 or less gives an empty buffer with a valid pointer.
  public init(count: Int) {
    self.count = max(count, 0)
    let bytes = max(self.count * MemoryLayout<Scalar>.stride, 64)
    let largePage = 1 << 21
    let alignment = bytes >= 2 * largePage ? largePage : 64
    guard let allocation = calloc(bytes + alignment, 1) else {
      fatalError("no memory for \(bytes) bytes")
    }
    self.allocation = allocation
    let memory = allocation.alignedUp(toMultipleOf: alignment)
    #if os(Linux)
    if alignment == largePage { _ = madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
    #endif
    pointer = memory.bindMemory(to: Scalar.self, capacity: max(self.count, 1))
  }

  /// Allocates a copy of an array.
  public convenience init(_ elements: [Scalar]) {
    self.init(count: elements.count)
    pointer.update(from: elements, count: elements.count)
  }

  deinit { free(allocation) }

  /// The elements as an array.
  public var array: [Scalar] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
