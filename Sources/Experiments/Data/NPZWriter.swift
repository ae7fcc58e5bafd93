import CZlib
public import FoundationEssentials

/// Writes an npz archive, array after array, to wherever the bytes shall go.
///
/// Members are stored, not deflated, and carry no time, so that equal arrays give equal bytes.
public struct NPZWriter {
  /// What a zip archive without extensions cannot hold.
  public enum LimitError: Error, Equatable {
    /// The archive would grow beyond 4 GiB.
    case tooLarge
    /// There are 65,535 arrays.
    case tooManyArrays
  }

  private let sink: (Data) throws -> Void
  private var directory = Data()
  private var count = 0
  private var offset = 0

  /// Creates a writer that hands its bytes to `sink`, in order.
  public init(sink: @escaping (Data) throws -> Void) {
    self.sink = sink
  }

  /// Appends an array.
  ///
  /// - Throws: ``LimitError``, or what the sink throws.
  public mutating func append(_ array: NumericArray, named name: String) throws {
    let header = NPYFile.header(array)
    let entry = ZIPEntry(name: name + ".npy", content: [header, array.bytes], offset: offset)
    guard count < 0xfffe else { throw LimitError.tooManyArrays }
    guard entry.end < 0xffff_fffe else { throw LimitError.tooLarge }
    for piece in [entry.localHeader, header, array.bytes] { try sink(piece) }
    directory.append(entry.directoryHeader)
    offset = entry.end
    count += 1
  }

  /// Writes the archive's directory; nothing may be appended afterwards.
  public mutating func finish() throws {
    guard offset + directory.count < 0xffff_fffe else { throw LimitError.tooLarge }
    var end = Data([0x50, 0x4b, 5, 6, 0, 0, 0, 0])
    end.append(littleEndian: UInt16(count))
    end.append(littleEndian: UInt16(count))
    end.append(littleEndian: UInt32(directory.count))
    end.append(littleEndian: UInt32(offset))
    end.append(littleEndian: UInt16(0))
    try sink(directory)
    try sink(end)
  }
}

/// The two headers of a stored file of a zip archive.
private struct ZIPEntry {
  let name: Data
  let checksum: UInt32
  let byteCount: Int
  let offset: Int

  init(name: String, content: [Data], offset: Int) {
    self.name = Data(name.utf8)
    self.offset = offset
    byteCount = content.reduce(0) { $0 + $1.count }
    checksum = content.reduce(0) { $1.crc32(continuing: $0) }
  }

  var end: Int { offset + 30 + name.count + byteCount }

  var localHeader: Data {
    var header = Data([0x50, 0x4b, 3, 4])
    append(shared: &header)
    header.append(name)
    return header
  }

  var directoryHeader: Data {
    var header = Data([0x50, 0x4b, 1, 2, 20, 0])
    append(shared: &header)
    header.append(Data(repeating: 0, count: 10))
    header.append(littleEndian: UInt32(truncatingIfNeeded: offset))
    header.append(name)
    return header
  }

  /// Version 2.0, UTF-8 names, stored, 1 January 1980; then check sum and sizes.
  private func append(shared header: inout Data) {
    header.append(Data([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]))
    header.append(littleEndian: checksum)
    header.append(littleEndian: UInt32(truncatingIfNeeded: byteCount))
    header.append(littleEndian: UInt32(truncatingIfNeeded: byteCount))
    header.append(littleEndian: UInt16(truncatingIfNeeded: name.count))
    header.append(Data([0, 0]))
  }
}

extension NPYFile {
  /// The bytes before the elements; their number is a multiple of 64.
  static func header(_ array: NumericArray) -> Data {
    let order = array.element.byteCount == 1 ? "|" : array.isBigEndian ? ">" : "<"
    let type = types.first { $0.value == array.element }?.key ?? ""
    let sizes = array.shape.map { "\($0)," }.joined(separator: " ")
    let shape = array.shape.count > 1 ? String(sizes.dropLast()) : sizes
    var text = "{'descr': '\(order)\(type)', 'fortran_order': False, 'shape': (\(shape)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    var header = Data(magic + [1, 0])
    header.append(littleEndian: UInt16(text.utf8.count))
    header.append(contentsOf: text.utf8)
    return header
  }
}

extension Data {
  /// Appends an integer, little-endian.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
