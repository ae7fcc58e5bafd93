internal import Foundation

/// The pages that the log beside a database file has of whole commits.
///
/// SQLite stops at the first frame that does not hold. Here the frames after it are taken too, each
/// held against its own check sum, and the one alone is missing.
final class PageLog {
  /// How many pages the file has after the last commit.
  let pageCount: Int
  /// How many frames the log has.
  let frameCount: Int

  private let file: Int32
  private let pageSize: Int
  /// Where the newest content of each page is.
  private let offsets: [Int: Int]

  /// Reads a log; nil where there is none or nothing in it holds.
  init?(path: String, pageSize: Int) {
    let file = open(path, O_RDONLY | O_NONBLOCK)
    guard file >= 0 else { return nil }
    guard let head = PageFile.read(file, at: 0, count: 32), let header = LogHeader(head),
      header.pageSize == pageSize
    else {
      close(file)
      return nil
    }
    var walk = FrameWalk(header)
    while let frame = PageFile.read(file, at: walk.offset, count: 24 + pageSize) {
      walk.take(frame)
    }
    (self.file, self.pageSize, offsets) = (file, pageSize, walk.committed)
    (pageCount, frameCount) = (walk.pageCount, walk.frameCount)
  }

  deinit { close(file) }

  /// The content of a page; nil where the log does not have it.
  func page(_ number: Int) -> [UInt8]? {
    offsets[number].flatMap { PageFile.read(file, at: $0, count: pageSize) }
  }
}

/// Goes through the frames of a log and collects those that hold and were committed.
private struct FrameWalk {
  private(set) var offset = 32
  private(set) var committed: [Int: Int] = [:]
  private(set) var pageCount = 0
  private(set) var frameCount = 0
  private let isBigEndian: Bool
  /// Of a header that was changed, the first frame that holds knows better.
  private var salts: ArraySlice<UInt8>?
  private var before: [LogChecksum]
  private var pending: [Int: Int] = [:]

  init(_ header: LogHeader) {
    isBigEndian = header.isBigEndian
    salts = header.isWhole ? header.salts : nil
    before = header.checksums
  }

  mutating func take(_ frame: [UInt8]) {
    let stored = LogChecksum(stored: frame, at: 16)
    let sums = before.map { start in
      var sum = start
      sum.add(frame, 0..<8, isBigEndian: isBigEndian)
      sum.add(frame, 24..<frame.count, isBigEndian: isBigEndian)
      return sum
    }
    if sums.contains(stored), salts?.elementsEqual(frame[8..<16]) ?? true { keep(frame) }
    // The next goes on from what is stored, or from what should have been.
    before = [stored] + sums.prefix(1)
    offset += frame.count
    frameCount += 1
  }

  private mutating func keep(_ frame: [UInt8]) {
    salts = salts ?? frame[8..<16]
    pending[frame.bigEndian(at: 0, bytes: 4)] = offset + 24
    let size = frame.bigEndian(at: 4, bytes: 4)
    guard size > 0 else { return }
    committed.merge(pending) { $1 }
    pending.removeAll(keepingCapacity: true)
    pageCount = size
  }
}
