/// The numbers a network computes with: `Float` (single) or `Double`.
///
/// The C kernels know these two only; conforming another type would read memory wrongly.
public protocol KernelScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// 0 for single, 1 for double: the place in a pair of kernel tables.
  static var tablePosition: Int { get }
}

extension Float: KernelScalar {
  /// Single precision comes first in each pair of kernel tables.
  @inlinable public static var tablePosition: Int { 0 }
}

extension Double: KernelScalar {
  /// Double precision comes second in each pair of kernel tables.
  @inlinable public static var tablePosition: Int { 1 }
}

extension KernelScalar {
  /// Elements in 64 bytes: 16 or 8.
  @inlinable public static var lanes: Int { 64 / MemoryLayout<Self>.stride }

  /// Outputs in a full panel of weights: 128 bytes, 32 or 16.
  @inlinable public static var panelWidth: Int { 2 * lanes }

  /// The stride for rows of `columns` elements: whole groups of 16 elements, and beyond 256 bytes
  /// an odd number of 64-byte lines, so that equal columns of many rows do not share a cache set.
  @inlinable public static func rowStride(for columns: Int) -> Int {
    let lines = (columns + 15) / 16 * 16 / lanes
    return (lines > 4 && lines.isMultiple(of: 2) ? lines + 1 : lines) * lanes
  }
}
