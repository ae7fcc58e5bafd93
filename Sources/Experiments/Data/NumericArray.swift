public import FoundationEssentials

/// A dense array of numbers as a file holds it: IDX, NumPy and safetensors all come to this.
public struct NumericArray: Sendable, Equatable {
  /// The type of the elements.
  public enum Element: String, CaseIterable, Sendable {
    case bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64

    /// Bytes of one element.
    public var byteCount: Int {
      switch self {
      case .bool, .int8, .uint8: 1
      case .int16, .uint16: 2
      case .int32, .uint32, .float32: 4
      case .int64, .uint64, .float64: 8
      }
    }
  }

  /// Sizes, slowest first (C order); empty for a single number.
  public let shape: [Int]
  /// The type of the elements.
  public let element: Element
  /// Whether the elements' bytes are stored most significant first.
  public let isBigEndian: Bool
  /// Exactly `count` elements.
  public let bytes: Data

  /// Creates an array; nil unless there are exactly the bytes that the shape asks for.
  public init?(shape: [Int], element: Element, isBigEndian: Bool = false, bytes: Data) {
    guard let count = Int.product(of: shape),
      bytes.count.isMultiple(of: element.byteCount), bytes.count / element.byteCount == count
    else { return nil }
    self.shape = shape
    self.element = element
    self.isBigEndian = isBigEndian
    self.bytes = bytes
  }

  /// The number of elements.
  public var count: Int { bytes.count / element.byteCount }

  /// All elements in Double.
  ///
  /// Integers beyond 2^53 are rounded.
  public var doubles: [Double] {
    switch element {
    case .bool, .uint8: bytes.map(Double.init)
    case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
    case .int16: map(Int16.self) { Double($0) }
    case .uint16: map(UInt16.self) { Double($0) }
    case .int32: map(Int32.self) { Double($0) }
    case .uint32: map(UInt32.self) { Double($0) }
    case .int64: map(Int64.self) { Double($0) }
    case .uint64: map(UInt64.self) { Double($0) }
    case .float32: map(UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float64: map(UInt64.self) { Double(bitPattern: $0) }
    }
  }

  /// All elements in Float; each is rounded once.
  public var floats: [Float] {
    element == .float32 ? map(UInt32.self) { Float(bitPattern: $0) } : doubles.map { Float($0) }
  }

  private func map<Stored: FixedWidthInteger, Number>(
    _ type: Stored.Type,
    _ number: (Stored) -> Number
  ) -> [Number] {
    bytes.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let offset = index * MemoryLayout<Stored>.size
        let stored = bytes.loadUnaligned(fromByteOffset: offset, as: Stored.self)
        return number(isBigEndian ? Stored(bigEndian: stored) : Stored(littleEndian: stored))
      }
    }
  }
}
