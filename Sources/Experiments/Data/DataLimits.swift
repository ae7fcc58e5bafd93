/// Bounds on what a file may make the program do, whatever its content claims.
public struct DataLimits: Sendable {
  /// Most bytes of a file after inflating; 4 GiB.
  public var contentBytes = 1 << 32
  /// Most times that compressed content may grow.
  ///
  /// Useful data grows at most about a hundred times; a bomb grows about a thousand times.
  public var inflateRatio = 200
  /// Bytes that compressed content may grow to whatever its ratio; 1 MiB.
  public var inflateAllowance = 1 << 20
  /// Bytes after which the ratio is asked for at every step and not of the whole alone; 16 MiB.
  public var inflateHeadStart = 1 << 24
  /// Most bytes of one field of a table; 64 KiB.
  public var fieldBytes = 1 << 16
  /// Most bytes of one line of a table; 16 MiB.
  public var recordBytes = 1 << 24
  /// Most columns of a table, before one-hot coding and after.
  public var columns = 100_000
  /// Most different texts in a column of features.
  public var texts = 1_000
  /// Most classes of a target.
  public var classes = 10_000
  /// Most bytes of the header of an array, an archive or a weights file; 16 MiB.
  public var headerBytes = 1 << 24

  /// Creates the usual limits.
  public init() {}

  /// The most bytes that `stored` compressed bytes may become.
  func inflatedBytes(stored: Int) -> Int {
    let (grown, overflow) = stored.multipliedReportingOverflow(by: inflateRatio)
    return overflow ? contentBytes : min(contentBytes, max(inflateAllowance, grown))
  }

  /// The most bytes that the first `stored` compressed bytes of a file may have become: a bomb is known
  /// by its first part, long before it has filled the memory.
  func inflatedBytes(soFar stored: Int) -> Int {
    let (grown, overflow) = stored.multipliedReportingOverflow(by: inflateRatio)
    return overflow ? contentBytes : max(inflateHeadStart, grown)
  }
}

extension Int {
  /// The product of sizes from a header; nil when one is negative or the product overflows.
  static func product(of sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      product = next
    }
    return product
  }
}
