public import FoundationEssentials

/// NumPy's format for one array.
///
/// Eight bytes of magic and version, the size of the header, a Python dictionary with the type, the
/// order and the shape, then the elements.
public enum NPYFile {
  static let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

  /// Reads a whole `.npy` file.
  ///
  /// Fortran order is turned into C order.
  ///
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - file: What errors call the file.
  ///   - place: Where in that file the array is, for errors.
  /// - Returns: The array.
  /// - Throws: ``DataError/malformed(file:_:_:)`` or
  ///   ``DataError/headerExceedsFile(file:shape:expected:actual:)``.
  public static func parse(
    _ bytes: Data,
    file: String,
    place: DataError.Place? = nil
  ) throws(DataError) -> NumericArray {
    let prelude = Array(bytes.prefix(12))
    guard prelude.count >= 10, Array(prelude.prefix(6)) == magic else {
      throw .malformed(file: file, place, .header("not a NumPy array"))
    }
    let isFirstVersion = prelude[6] == 1
    guard isFirstVersion || ((2...3).contains(prelude[6]) && prelude.count == 12) else {
      throw .malformed(file: file, place, .unsupported("NumPy format version \(prelude[6])"))
    }
    let size = prelude[8...].prefix(isFirstVersion ? 2 : 4).reversed().reduce(0) {
      $0 << 8 | Int($1)
    }
    let start = (isFirstVersion ? 10 : 12) + size
    guard start <= bytes.count else { throw .malformed(file: file, place, .truncated) }
    let text = bytes.dropFirst(start - size).prefix(size)
    guard size <= 1 << 16, let header = NPYHeader(String(decoding: text, as: UTF8.self)) else {
      throw .malformed(file: file, place, .header("not a NumPy array header"))
    }
    return try array(header, bytes.dropFirst(start), start: start, file: file, place: place)
  }

  private static func array(
    _ header: NPYHeader,
    _ content: Data,
    start: Int,
    file: String,
    place: DataError.Place?
  ) throws(DataError) -> NumericArray {
    guard let (element, isBigEndian) = elementType(header.descr) else {
      throw .malformed(file: file, place, .unsupported("NumPy type '\(header.descr)'"))
    }
    guard let expected = Int.product(of: header.shape + [element.byteCount]),
      expected <= Int.max - start
    else { throw .malformed(file: file, place, .header("the shape overflows")) }
    guard content.count >= expected else {
      throw .headerExceedsFile(
        file: file,
        shape: header.shape,
        expected: start + expected,
        actual: start + content.count
      )
    }
    let elements =
      header.isFortranOrder && header.shape.count > 1 && expected > 0
      ? cOrder(content, shape: header.shape, size: element.byteCount) : content
    guard content.count == expected,
      let array = NumericArray(
        shape: header.shape,
        element: element,
        isBigEndian: isBigEndian,
        bytes: elements
      )
    else { throw .malformed(file: file, place, .trailingBytes) }
    return array
  }

  /// NumPy's type strings: a byte order, a kind and a size.
  private static func elementType(_ descr: String) -> (NumericArray.Element, Bool)? {
    guard let order = descr.first, "<>|=".contains(order) else { return nil }
    return types[String(descr.dropFirst())].map { ($0, order == ">") }
  }

  static let types: [String: NumericArray.Element] = [
    "b1": .bool, "i1": .int8, "u1": .uint8, "i2": .int16, "u2": .uint16, "i4": .int32,
    "u4": .uint32, "i8": .int64, "u8": .uint64, "f4": .float32, "f8": .float64,
  ]

  /// Rearranges elements whose first index runs fastest.
  private static func cOrder(_ content: Data, shape: [Int], size: Int) -> Data {
    var strides: [Int] = []
    var step = size
    for length in shape {
      strides.append(step)
      step *= length
    }
    var result = Data(capacity: step)
    var index = Array(repeating: 0, count: shape.count)
    var offset = content.startIndex
    for _ in 0..<step / size {
      result.append(contentsOf: content[offset..<offset + size])
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        offset += strides[axis]
        if index[axis] < shape[axis] { break }
        offset -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
