internal import Migrations

/// The two running sums of SQLite's check sum.
struct LogChecksum: Equatable {
  var first: UInt32 = 0
  var second: UInt32 = 0

  /// What is stored at a place, most significant byte first.
  init(stored bytes: [UInt8], at place: Int) {
    first = bytes.word(place, isBigEndian: true)
    second = bytes.word(place + 4, isBigEndian: true)
  }

  init() {}

  mutating func add(_ bytes: [UInt8], _ range: Range<Int>, isBigEndian: Bool) {
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      first = first &+ bytes.word(place, isBigEndian: isBigEndian) &+ second
      second = second &+ bytes.word(place + 4, isBigEndian: isBigEndian) &+ first
    }
  }
}

/// The first 32 bytes of a log.
struct LogHeader {
  /// The size of a page in bytes.
  let pageSize: Int
  let isBigEndian: Bool
  /// What the frames of this log begin with, and those of earlier ones do not.
  let salts: ArraySlice<UInt8>
  /// Whether it is as it was written.
  let isWhole: Bool
  /// What the first frame goes on from: what the header says, and what it comes to.
  let checksums: [LogChecksum]

  /// Reads the header.
  ///
  /// Of one that was changed, a page's size is believed if it can be one, as no size with a bit
  /// changed can. Else it is what this program writes.
  init?(_ bytes: [UInt8]) {
    guard bytes.contains(where: { $0 != 0 }) else { return nil }
    let magic = bytes.word(0, isBigEndian: true)
    let stored = LogChecksum(stored: bytes, at: 24)
    var sum = LogChecksum()
    sum.add(bytes, 0..<24, isBigEndian: magic == Self.magic | 1)
    isWhole = sum == stored && magic & ~1 == Self.magic
    isBigEndian = isWhole && magic & 1 == 1
    let said = Int(bytes.word(8, isBigEndian: true))
    guard said.isPageSize || !isWhole else { return nil }
    pageSize = said.isPageSize ? said : Migrations.pageSize
    salts = bytes[16..<24]
    checksums = [stored, sum]
  }

  private static let magic: UInt32 = 0x377f_0682
}

extension Int {
  /// Whether pages of SQLite can have this size in bytes.
  var isPageSize: Bool { (512...65_536).contains(self) && self & (self - 1) == 0 }
}

extension [UInt8] {
  fileprivate func word(_ place: Int, isBigEndian: Bool) -> UInt32 {
    let word =
      UInt32(self[place]) << 24 | UInt32(self[place + 1]) << 16 | UInt32(self[place + 2]) << 8
      | UInt32(self[place + 3])
    return isBigEndian ? word : word.byteSwapped
  }
}
