internal import Foundation

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
