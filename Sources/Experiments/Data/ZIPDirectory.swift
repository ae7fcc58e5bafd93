import FoundationEssentials

/// The central directory of a zip archive: what is in it, and where.
struct ZIPDirectory {
  /// One file of the archive.
  struct Entry {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    let storedByteCount: Int
    let byteCount: Int
    /// Where its local header is.
    let offset: Int
  }

  let entries: [Entry]

  /// Finds the directory from the archive's end and reads all of it.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)``.
  init(_ archive: Data, file: String) throws(DataError) {
    let bytes = LittleEndianBytes(archive)
    guard let end = Self.endRecord(bytes) else {
      throw .malformed(file: file, nil, .header("the zip archive has no directory"))
    }
    let count = bytes.u16(end + 10)
    var offset = bytes.u32(end + 16)
    guard count < 0xffff, offset < 0xffff_ffff else {
      throw .malformed(file: file, .byte(end), .unsupported("a zip64 directory"))
    }
    var entries: [Entry] = []
    for _ in 0..<count {
      let (entry, next) = try Self.entry(bytes, at: offset, file: file)
      entries.append(entry)
      offset = next
    }
    self.entries = entries
  }

  /// The end record is the last thing but a comment of at most 65,535 bytes.
  private static func endRecord(_ bytes: LittleEndianBytes) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let last = bytes.count - 22
    return stride(from: last, through: max(0, last - 0xffff), by: -1).first {
      bytes.u32($0) == 0x0605_4b50 && $0 + 22 + bytes.u16($0 + 20) == bytes.count
    }
  }

  private static func entry(
    _ bytes: LittleEndianBytes,
    at offset: Int,
    file: String
  ) throws(DataError) -> (Entry, next: Int) {
    guard offset + 46 <= bytes.count, bytes.u32(offset) == 0x0201_4b50 else {
      throw .malformed(file: file, .byte(offset), .header("not an entry of a zip directory"))
    }
    let nameCount = bytes.u16(offset + 28)
    let next = offset + 46 + nameCount + bytes.u16(offset + 30) + bytes.u16(offset + 32)
    guard next <= bytes.count else { throw .malformed(file: file, .byte(offset), .truncated) }
    let name = String(decoding: bytes.slice(offset + 46, count: nameCount), as: UTF8.self)
    let method = bytes.u16(offset + 10)
    guard bytes.u16(offset + 8) & 1 == 0, method == 0 || method == 8 else {
      throw .malformed(
        file: file,
        .member(name),
        .unsupported("encryption or zip method \(method)")
      )
    }
    let entry = Entry(
      name: name,
      isDeflated: method == 8,
      checksum: UInt32(bytes.u32(offset + 16)),
      storedByteCount: bytes.u32(offset + 20),
      byteCount: bytes.u32(offset + 24),
      offset: bytes.u32(offset + 42)
    )
    guard entry.storedByteCount < 0xffff_ffff, entry.byteCount < 0xffff_ffff else {
      throw .malformed(file: file, .member(name), .unsupported("a member of 4 GiB"))
    }
    return (entry, next)
  }
}

/// Little-endian integers at any offset of some bytes; the caller has compared it with `count`.
struct LittleEndianBytes {
  private let bytes: Data

  init(_ bytes: Data) { self.bytes = bytes }

  var count: Int { bytes.count }

  func u16(_ offset: Int) -> Int { integer(offset, 2) }

  func u32(_ offset: Int) -> Int { integer(offset, 4) }

  func slice(_ offset: Int, count: Int) -> Data {
    bytes.dropFirst(offset).prefix(count)
  }

  private func integer(_ offset: Int, _ size: Int) -> Int {
    slice(offset, count: size).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
