internal import Foundation
internal import Migrations

/// The pages of a database file that may be damaged, with the commits of its log over them.
///
/// The file is read by its bytes and never through SQLite: where SQLite refuses a file, most of its
/// pages may still be whole. Nothing is written.
final class PageFile {
  /// The size of a page in bytes.
  let pageSize: Int
  /// The number of pages, counted from 1; the last one may be cut.
  let pageCount: Int
  /// How many more pages may be read for rows that do not fit theirs.
  ///
  /// A whole file needs each once.
  var remainingOverflow: Int

  private let file: Int32
  private let log: PageLog?

  /// Opens a file.
  ///
  /// - Throws: `missing`, `notADatabase` for a folder, `empty`, `inputOutput`.
  init(path: String) throws(StoreError) {
    guard let size = FileProbe.size(path) else { throw .missing(path: path) }
    guard !FileProbe(path: path).isFolder else { throw .notADatabase(path: path) }
    guard size > 0 else { throw .empty(path: path) }
    file = open(path, O_RDONLY)
    guard file >= 0 else {
      throw .inputOutput(path: path, reason: String(cString: strerror(errno)))
    }
    pageSize = Self.pageSize(Self.read(file, at: 0, count: 100, isPadded: true) ?? [])
    log = PageLog(path: path + "-wal", pageSize: pageSize)
    let own = (size + pageSize - 1) / pageSize
    // No commit has more pages than there were before it and frames in the log.
    pageCount = max(own, log.map { min($0.pageCount, own + $0.frameCount) } ?? 0)
    remainingOverflow = 4 * pageCount
  }

  deinit { close(file) }

  /// The bytes of a page, zeros after the end of the file; nil where there is no such page.
  func page(_ number: Int) -> [UInt8]? {
    guard (1...pageCount).contains(number) else { return nil }
    if let page = log?.page(number) { return page }
    return Self.read(file, at: (number - 1) * pageSize, count: pageSize, isPadded: true)
  }

  /// The pages that hold nothing, as far as the list of them is whole.
  func freePages() -> Set<Int> {
    var free: Set<Int> = []
    var trunk = page(1)?.bigEndian(at: 32, bytes: 4) ?? 0
    while let page = page(trunk), free.insert(trunk).inserted {
      let count = min(page.bigEndian(at: 4, bytes: 4), pageSize / 4 - 2)
      for index in 0..<count { free.insert(page.bigEndian(at: 8 + 4 * index, bytes: 4)) }
      trunk = page.bigEndian(at: 0, bytes: 4)
    }
    return free
  }

  /// Reads bytes; nil where there are not as many, unless zeros shall take their place.
  static func read(_ file: Int32, at offset: Int, count: Int, isPadded: Bool = false) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = pread(file, &bytes, count, off_t(offset))
    return found == count || isPadded && found >= 0 ? bytes : nil
  }

  /// What the header says where it makes sense, else what every record has.
  private static func pageSize(_ head: [UInt8]) -> Int {
    let size = head.bigEndian(at: 16, bytes: 2)
    let isKnown = head.starts(with: "SQLite format 3\0".utf8)
    return isKnown && size.isPageSize ? size : Migrations.pageSize
  }
}

extension [UInt8] {
  /// An unsigned number whose first byte counts most; 0 beyond the end.
  func bigEndian(at offset: Int, bytes count: Int) -> Int {
    guard offset >= 0, offset + count <= self.count else { return 0 }
    return self[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
  }
}
