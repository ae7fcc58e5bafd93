internal import Foundation

/// Who holds the lock that writers wait for.
enum LockHolder {
  /// The byte of the shared-memory file that stands for the right to write (SQLite's WAL format).
  private static let writeLock = 120

  /// Names the process that writes to a database now; nil where the system does not tell.
  static func find(of path: String) -> String? {
    var status = stat()
    guard stat(path + "-shm", &status) == 0,
      let table = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return nil }
    return pid(in: table, inode: UInt64(status.st_ino)).map { "process \($0)" }
  }

  /// Finds the holder in the system's table, whose lines read
  /// `1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120`.
  static func pid(in table: String, inode: UInt64) -> Int? {
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 8, fields[3] == "WRITE",
        fields[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode,
        let first = Int(fields[6]), let last = Int(fields[7]),
        (first...max(first, last)).contains(writeLock)
      else { continue }
      return Int(fields[4])
    }
    return nil
  }
}
