internal import Foundation
internal import Migrations

/// A write-ahead log that breaks off before its end.
///
/// SQLite takes a log as far as its check sums agree and says nothing of the rest. What a killed
/// process did not commit is rightly left aside; but one changed bit also puts aside every commit
/// after it. The two are told apart by the mark that the last frame of a commit has.
///
/// The format: a header of 32 bytes, then frames of 24 bytes and a page. Each check sum goes on from
/// that of the frame before (https://sqlite.org/fileformat2.html, section 4).
struct LogDamage: Equatable {
  /// Where the first frame that is not believed begins.
  var byte: Int
  /// The commits from there on.
  var commits: Int

  /// Reads a log; nil where it is whole, or not there.
  static func find(in path: String) -> LogDamage? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let head = bytes(file, 32), let header = LogHeader(head) else { return nil }
    var walk = LogWalk(header: header)
    while let frame = bytes(file, 24 + header.pageSize) { walk.take(frame) }
    return walk.damage
  }

  private static func bytes(_ file: FileHandle, _ count: Int) -> [UInt8]? {
    guard let data = try? file.read(upToCount: count), data.count == count else { return nil }
    return Array(data)
  }
}

/// The two running sums of SQLite's check sum.
private struct LogChecksum: Equatable {
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

private struct LogHeader {
  let pageSize: Int
  let isBigEndian: Bool
  let salts: ArraySlice<UInt8>
  let isWhole: Bool
  /// What the first frame goes on from: what the header says, and what it comes to.
  let checksums: [LogChecksum]

  /// Reads the header; of one that was changed, what this program writes is taken for granted.
  init?(_ bytes: [UInt8]) {
    guard bytes.contains(where: { $0 != 0 }) else { return nil }
    let magic = bytes.word(0, isBigEndian: true)
    let stored = LogChecksum(stored: bytes, at: 24)
    var sum = LogChecksum()
    sum.add(bytes, 0..<24, isBigEndian: magic == Self.magic | 1)
    isWhole = sum == stored && magic & ~1 == Self.magic
    isBigEndian = isWhole && magic & 1 == 1
    pageSize = isWhole ? Int(bytes.word(8, isBigEndian: true)) : Migrations.pageSize
    salts = bytes[16..<24]
    checksums = [stored, sum]
    guard (512...65_536).contains(pageSize) else { return nil }
  }

  private static let magic: UInt32 = 0x377f_0682
}

/// Goes through frames in order.
private struct LogWalk {
  let header: LogHeader
  /// The sums that the next frame may go on from, as in the header.
  private var before: [LogChecksum]
  private var offset = 32
  private var broken: Int?
  private var commits = 0

  init(header: LogHeader) {
    self.header = header
    before = header.checksums
    broken = header.isWhole ? nil : 0
  }

  var damage: LogDamage? {
    guard let broken, commits > 0 else { return nil }
    return LogDamage(byte: broken, commits: commits)
  }

  mutating func take(_ frame: [UInt8]) {
    let stored = LogChecksum(stored: frame, at: 16)
    let sums = before.map { start in
      var sum = start
      sum.add(frame, 0..<8, isBigEndian: header.isBigEndian)
      sum.add(frame, 24..<frame.count, isBigEndian: header.isBigEndian)
      return sum
    }
    let continues = sums.contains(stored)
    let isOfLog = frame[8..<16].elementsEqual(header.salts)
    if broken == nil, !(continues && isOfLog) {
      broken = offset
      // The frame itself: damaged where it ends a commit of this log, or goes on from the last one.
      if isCommit(frame), isOfLog || continues { commits += 1 }
    } else if broken != nil, continues, isCommit(frame) {
      commits += 1
    }
    before = broken == nil ? [stored] : [stored] + sums.prefix(1)
    offset += frame.count
  }

  private func isCommit(_ frame: [UInt8]) -> Bool { frame[4..<8].contains { $0 != 0 } }
}

extension [UInt8] {
  fileprivate func word(_ place: Int, isBigEndian: Bool) -> UInt32 {
    let word =
      UInt32(self[place]) << 24 | UInt32(self[place + 1]) << 16 | UInt32(self[place + 2]) << 8
      | UInt32(self[place + 3])
    return isBigEndian ? word : word.byteSwapped
  }
}
