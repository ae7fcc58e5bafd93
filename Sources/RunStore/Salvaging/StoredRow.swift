/// A row as it is stored: the record format of SQLite's files (section 2.1), read with suspicion.
struct StoredRow {
  /// Its number, in tables that have one.
  var rowID: Int?
  var values: [StoredValue]

  /// More columns than any table has.
  private static let maximumColumns = 2000

  /// Reads a record; nil where the bytes are none.
  init?(rowID: Int?, _ bytes: [UInt8]) {
    var position = 0
    guard let head = Varint.read(bytes, &position), head >= 1, head <= bytes.count else {
      return nil
    }
    (self.rowID, values) = (rowID, [])
    var body = head
    while position < head, values.count < Self.maximumColumns {
      guard let type = Varint.read(bytes, &position), let size = Self.size(of: type),
        size <= bytes.count - body, let value = Self.value(type, bytes[body..<body + size])
      else { return nil }
      values.append(value)
      body += size
    }
  }

  private static func size(of type: Int) -> Int? {
    switch type {
    case 0, 8, 9: 0
    case 1...4: type
    case 5: 6
    case 6, 7: 8
    case 12...: (type - 12) / 2
    default: nil
    }
  }

  private static func value(_ type: Int, _ bytes: ArraySlice<UInt8>) -> StoredValue? {
    switch type {
    case 0: .empty
    case 8: .integer(0)
    case 9: .integer(1)
    case 1...6: .integer(integer(bytes))
    case 7: .real(Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
    default:
      type % 2 == 0
        ? .blob(Array(bytes)) : String(validating: bytes, as: UTF8.self).map(StoredValue.text)
    }
  }

  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
    let start: UInt64 = bytes.first.map { $0 >= 0x80 } ?? false ? .max : 0
    return Int(truncatingIfNeeded: bytes.reduce(start) { $0 << 8 | UInt64($1) })
  }
}

/// Whole numbers of one to nine bytes, seven bits in each but the ninth.
enum Varint {
  static func read(_ bytes: [UInt8], _ position: inout Int) -> Int? {
    var value: UInt64 = 0
    for index in 0..<9 {
      guard bytes.indices.contains(position) else { return nil }
      let byte = UInt64(bytes[position])
      position += 1
      if index == 8 { return Int(truncatingIfNeeded: value << 8 | byte) }
      value = value << 7 | byte & 0x7f
      if byte < 0x80 { break }
    }
    return Int(truncatingIfNeeded: value)
  }
}
