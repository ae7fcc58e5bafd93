public import FoundationEssentials

/// The inputs of a data set as compact values: one row per example, rows after each other.
public struct FeatureMatrix: Sendable, Equatable {
  /// How a value is stored.
  public enum Element: String, Sendable, Codable {
    /// One byte, 0 … 255.
    case byte
    /// Eight bytes, a little-endian IEEE 754 binary64.
    case real
  }

  /// The number of examples.
  public let rows: Int
  /// The number of features.
  public let columns: Int
  /// How a value is stored.
  public let element: Element
  /// rows × columns values.
  public let bytes: Data

  /// Creates a matrix; nil unless there are exactly the bytes that the sizes ask for.
  public init?(rows: Int, columns: Int, element: Element, bytes: Data) {
    let size = element == .byte ? 1 : 8
    guard let count = Int.product(of: [rows, columns, size]), count == bytes.count else {
      return nil
    }
    self.rows = rows
    self.columns = columns
    self.element = element
    self.bytes = bytes
  }

  /// Creates a matrix of reals from whole rows after each other.
  public init(columns: Int, reals: [Double]) {
    rows = reals.count / columns
    self.columns = columns
    element = .real
    bytes = Data(littleEndian: Array(reals.prefix(rows * columns)))
  }

  /// The value of one feature of one example.
  public subscript(row: Int, column: Int) -> Double {
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
