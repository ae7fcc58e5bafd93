import FoundationEssentials

/// An IDX file, the format of MNIST.
///
/// Big-endian: two zero bytes, the type of the elements, the number of dimensions, each
/// dimension's size in 32 bits, then the elements in C order.
enum IDXFile {
  /// Whether a file's first bytes may be an IDX header.
  static func isIDX(_ prefix: some Collection<UInt8>) -> Bool {
    let head = Array(prefix.prefix(4))
    return head.count == 4 && head[0] == 0 && head[1] == 0 && elements[head[2]] != nil
      && (1...8).contains(head[3])
  }

  /// Reads the whole file.
  ///
  /// - Throws: ``DataError/headerExceedsFile(file:shape:expected:actual:)`` before memory is asked
  ///   for, ``DataError/malformed(file:_:_:)``, or an error of reading.
  static func read(_ stream: ByteStream) throws(DataError) -> NumericArray {
    let name = stream.name
    let magic = Array(try stream.take(4))
    guard isIDX(magic), let element = elements[magic[2]] else {
      throw .malformed(file: name, .byte(0), .header("not an IDX file"))
    }
    let sizes = try stream.take(4 * Int(magic[3]))
    guard sizes.count == 4 * Int(magic[3]) else {
      throw .malformed(file: name, .byte(stream.offset), .truncated)
    }
    let shape = dimensions(sizes)
    return try readElements(stream, shape: shape, element: element)
  }

  private static func readElements(
    _ stream: ByteStream,
    shape: [Int],
    element: NumericArray.Element
  ) throws(DataError) -> NumericArray {
    let header = stream.offset
    guard let count = Int.product(of: shape + [element.byteCount]) else {
      throw .malformed(file: stream.name, .byte(4), .header("the sizes overflow"))
    }
    let (expected, overflow) = count.addingReportingOverflow(header)
    guard !overflow, expected <= stream.contentLimit else {
      guard stream.isCompressed else {
        throw .headerExceedsFile(
          file: stream.name,
          shape: shape,
          expected: expected,
          actual: stream.storedByteCount
        )
      }
      let limit = stream.contentLimit
      throw .malformed(
        file: stream.name,
        .byte(4),
        .tooLarge(limit: limit, unit: "bytes of content")
      )
    }
    if !stream.isCompressed, expected > stream.storedByteCount {
      throw .headerExceedsFile(
        file: stream.name,
        shape: shape,
        expected: expected,
        actual: stream.storedByteCount
      )
    }
    let bytes = try stream.take(count)
    guard let array = NumericArray(shape: shape, element: element, isBigEndian: true, bytes: bytes)
    else {
      throw .headerExceedsFile(
        file: stream.name,
        shape: shape,
        expected: expected,
        actual: stream.offset
      )
    }
    guard try stream.peek() == nil else {
      throw .malformed(file: stream.name, .byte(stream.offset), .trailingBytes)
    }
    return array
  }

  private static func dimensions(_ bytes: Data) -> [Int] {
    bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
      }
    }
  }

  private static let elements: [UInt8: NumericArray.Element] = [
    0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
  ]
}
