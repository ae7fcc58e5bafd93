/// A page of a b-tree, read with suspicion (SQLite's file format, section 1.6).
struct BTreePage {
  /// What a page is.
  private enum Kind: UInt8 {
    case interiorIndex = 2
    case interiorTable = 5
    case leafIndex = 10
    case leafTable = 13
  }

  private let kind: Kind
  private let bytes: [UInt8]
  private let start: Int
  /// Where its cells begin.
  private let cells: [Int]

  /// Reads a page; nil where it is none of a b-tree.
  init?(_ number: Int, of file: PageFile) {
    guard let bytes = file.page(number) else { return nil }
    start = number == 1 ? 100 : 0
    guard let kind = Kind(rawValue: bytes[start]) else { return nil }
    let first = start + (kind == .interiorIndex || kind == .interiorTable ? 12 : 8)
    let count = bytes.bigEndian(at: start + 3, bytes: 2)
    guard first + 2 * count <= bytes.count else { return nil }
    (self.kind, self.bytes) = (kind, bytes)
    cells = (0..<count).map { bytes.bigEndian(at: first + 2 * $0, bytes: 2) }
  }

  /// The pages below it.
  var children: [Int] {
    guard kind == .interiorIndex || kind == .interiorTable else { return [] }
    return cells.map { bytes.bigEndian(at: $0, bytes: 4) }
      + [bytes.bigEndian(at: start + 8, bytes: 4)]
  }

  /// Hands out the rows on it that make sense.
  ///
  /// Cells never share bytes, so together they are no longer than the page.
  func forEachRow(in file: PageFile, _ body: (StoredRow) throws -> Void) rethrows {
    guard kind != .interiorTable else { return }
    var room = bytes.count
    for cell in cells {
      guard let place = payload(at: cell, in: file) else { continue }
      room -= place.local
      guard room >= 0 else { return }
      if let payload = read(place, in: file), let row = StoredRow(rowID: place.rowID, payload) {
        try body(row)
      }
    }
  }
}

extension BTreePage {
  /// Where the bytes of a record are.
  private struct Payload {
    var rowID: Int?
    var position: Int
    var size: Int
    /// How many of them are on the page; the others are on a chain of pages.
    var local: Int
  }

  private func payload(at cell: Int, in file: PageFile) -> Payload? {
    var position = cell + (kind == .interiorIndex ? 4 : 0)
    guard let size = Varint.read(bytes, &position), size > 0,
      size <= file.pageCount * file.pageSize
    else { return nil }
    var rowID: Int?
    if kind == .leafTable {
      rowID = Varint.read(bytes, &position)
      if rowID == nil { return nil }
    }
    let local = localSize(of: size)
    guard position + local + (local < size ? 4 : 0) <= bytes.count else { return nil }
    return Payload(rowID: rowID, position: position, size: size, local: local)
  }

  private func localSize(of size: Int) -> Int {
    let usable = bytes.count
    let most = kind == .leafTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
    if size <= most { return size }
    let least = (usable - 12) * 32 / 255 - 23
    let wanted = least + (size - least) % (usable - 4)
    return wanted <= most ? wanted : least
  }

  private func read(_ place: Payload, in file: PageFile) -> [UInt8]? {
    let end = place.position + place.local
    var payload = Array(bytes[place.position..<end])
    var next = bytes.bigEndian(at: end, bytes: 4)
    while payload.count < place.size {
      guard file.remainingOverflow > 0, let page = file.page(next) else { return nil }
      file.remainingOverflow -= 1
      payload += page[4..<min(page.count, 4 + place.size - payload.count)]
      next = page.bigEndian(at: 0, bytes: 4)
    }
    return payload
  }
}
