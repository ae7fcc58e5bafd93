import CZlib
import FoundationEssentials

/// NumPy's archive of named arrays: a zip file of `.npy` files, stored or deflated.
///
/// Arrays are read when they are asked for.
public struct NPZArchive: Sendable {
  /// The names of the arrays, in the archive's order, without `.npy`.
  public let names: [String]
  private let entries: [String: ZIPDirectory.Entry]
  private let bytes: Data
  private let file: String
  private let limits: DataLimits

  /// Reads the archive's directory.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)`` when it is no zip archive, or an error of reading.
  public init(_ source: SourceFile, limits: DataLimits = DataLimits()) throws(DataError) {
    try self.init(ByteStream(source, limits: limits), limits: limits)
  }

  init(_ stream: ByteStream, limits: DataLimits) throws(DataError) {
    file = stream.name
    bytes = try stream.take(limits.contentBytes)
    self.limits = limits
    let directory = try ZIPDirectory(bytes, file: file)
    var names: [String] = []
    var entries: [String: ZIPDirectory.Entry] = [:]
    for entry in directory.entries {
      let name = entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw .malformed(file: file, .member(name), .header("the name is there twice"))
      }
      names.append(name)
    }
    self.names = names
    self.entries = entries
  }

  /// Whether a file's first bytes are a zip archive's.
  static func isZIP(_ prefix: some Collection<UInt8>) -> Bool {
    let head = Array(prefix.prefix(4))
    return head == [0x50, 0x4b, 3, 4] || head == [0x50, 0x4b, 5, 6]
  }

  /// The array of a name; nil when there is none.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)`` when it is damaged or no array of numbers.
  public func array(_ name: String) throws(DataError) -> NumericArray? {
    guard let entry = entries[name] else { return nil }
    let place = DataError.Place.member(name)
    let stored = try storedBytes(entry, place)
    let content = entry.isDeflated ? try inflated(stored, entry, place) : stored
    guard content.count == entry.byteCount, content.crc32() == entry.checksum else {
      throw .malformed(file: file, place, .checksumMismatch)
    }
    return try NPYFile.parse(content, file: file, place: place)
  }

  private func storedBytes(
    _ entry: ZIPDirectory.Entry,
    _ place: DataError.Place
  ) throws(DataError) -> Data {
    let header = LittleEndianBytes(bytes)
    guard entry.offset + 30 <= bytes.count, header.u32(entry.offset) == 0x0403_4b50 else {
      throw .malformed(file: file, place, .header("no such entry in the zip archive"))
    }
    let start =
      entry.offset + 30 + header.u16(entry.offset + 26) + header.u16(entry.offset + 28)
    guard start + entry.storedByteCount <= bytes.count else {
      throw .malformed(file: file, place, .truncated)
    }
    return bytes.dropFirst(start).prefix(entry.storedByteCount)
  }

  private func inflated(
    _ stored: Data,
    _ entry: ZIPDirectory.Entry,
    _ place: DataError.Place
  ) throws(DataError) -> Data {
    let limit = limits.inflatedBytes(stored: stored.count)
    guard entry.byteCount <= limit else {
      throw .malformed(file: file, place, .tooLarge(limit: limit, unit: "bytes of content"))
    }
    var content = Data(count: entry.byteCount)
    let step = content.withUnsafeMutableBytes { content in
      stored.withUnsafeBytes { Inflater(.none)?.step($0, into: content) }
    }
    guard let step, step.isAtEnd, step.produced == entry.byteCount else {
      throw .malformed(file: file, place, .damagedCompression)
    }
    return content
  }
}

extension Data {
  /// The check sum of zip and gzip, of these bytes after those whose check sum is given.
  func crc32(continuing checksum: UInt32 = 0) -> UInt32 {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return checksum }
      return UInt32(
        crc32_z(UInt(checksum), start.assumingMemoryBound(to: UInt8.self), bytes.count)
      )
    }
  }
}
