import FoundationEssentials

/// The inputs of a data set as compact values: one row per example, rows after each other.
///
/// Those of a kept entry may be damaged until ``isSound(_:)`` has looked at them.
public struct FeatureMatrix: Sendable {
  /// How a value is stored.
  public enum Element: String, Sendable, Codable {
    /// One byte, 0 … 255.
    case byte
    /// Eight bytes, a little-endian IEEE 754 binary64.
    case real

    /// The bytes of a value.
    var size: Int { self == .byte ? 1 : 8 }
  }

  /// The number of examples.
  public let rows: Int
  /// The number of features.
  public let columns: Int
  /// How a value is stored.
  public let element: Element
  /// rows × columns values.
  let bytes: Data
  /// Where the bytes were kept; nil where they were just parsed.
  private let kept: KeptBytes.Slice?

  /// Creates a matrix; nil unless there are exactly the bytes that the sizes ask for.
  init?(rows: Int, columns: Int, element: Element, bytes: Data) {
    guard Int.product(of: [rows, columns, element.size]) == bytes.count else { return nil }
    self.rows = rows
    self.columns = columns
    self.element = element
    self.bytes = bytes
    kept = nil
  }

  /// Creates a matrix of kept bytes; nil unless there are exactly those that the sizes ask for.
  init?(rows: Int, columns: Int, element: Element, kept: KeptBytes.Slice) {
    guard Int.product(of: [rows, columns, element.size]) == kept.range.count else { return nil }
    self.rows = rows
    self.columns = columns
    self.element = element
    bytes = kept.whole.unproved(kept.range)
    self.kept = kept
  }

  /// Creates a matrix of reals from whole rows after each other.
  init(columns: Int, reals: [Double]) {
    rows = reals.count / columns
    self.columns = columns
    element = .real
    bytes = Data(littleEndian: Array(reals.prefix(rows * columns)))
    kept = nil
  }

  /// Whether the values of some rows are as they were parsed.
  func isSound(_ rows: Range<Int>) -> Bool {
    let size = columns * element.size
    return kept?.isSound(rows.lowerBound * size..<rows.upperBound * size) ?? true
  }

  /// The value of one feature of one example.
  subscript(row: Int, column: Int) -> Double {
    precondition(column >= 0 && column < columns, "column \(column) of \(columns)")
    let index = row * columns + column
    return bytes.withUnsafeBytes { bytes in
      element == .byte ? Double(bytes[index]) : bytes.real(at: index)
    }
  }

  /// Visits the values of one column in order.
  func forEach(inColumn column: Int, _ visit: (Double) -> Void) {
    bytes.withUnsafeBytes { bytes in
      for index in stride(from: column, to: rows * columns, by: columns) {
        visit(element == .byte ? Double(bytes[index]) : bytes.real(at: index))
      }
    }
  }

  /// The index of the first value that is NaN or infinite.
  var firstNotFinite: Int? {
    guard element == .real else { return nil }
    return bytes.withUnsafeBytes { bytes in
      (0..<rows * columns).first { !bytes.real(at: $0).isFinite }
    }
  }
}

extension FeatureMatrix: Equatable {
  /// Whether both have the same values, wherever they stand.
  public static func == (a: FeatureMatrix, b: FeatureMatrix) -> Bool {
    (a.rows, a.columns, a.element) == (b.rows, b.columns, b.element) && a.bytes == b.bytes
  }
}

extension Data {
  /// Numbers as little-endian IEEE 754 binary64.
  init(littleEndian numbers: [Double]) {
    self = numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  }
}

extension UnsafeRawBufferPointer {
  /// The little-endian binary64 at an index.
  @inline(__always)
  func real(at index: Int) -> Double {
    let bits = loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
    return Double(bitPattern: UInt64(littleEndian: bits))
  }
}
