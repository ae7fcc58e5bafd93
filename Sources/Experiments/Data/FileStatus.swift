import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What tells one state of a file from another without reading it.
struct FileStatus: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64
  let byteCount: Int
  /// Nanoseconds of the last change of the content.
  let modified: Int64
  /// Nanoseconds of the last change of the file's own data; a program cannot set it.
  let changed: Int64
  let isRegular: Bool
  let isFolder: Bool

  /// Asks the operating system.
  ///
  /// - Throws: ``DataError/notFound(path:)`` or ``DataError/system(path:operation:code:)``.
  init(path: String) throws(DataError) {
    guard !path.utf8.contains(0) else { throw .notFound(path: path) }
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .notFound(path: path) }
      throw .system(path: path, operation: "open", code: errno)
    }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    byteCount = Int(status.st_size)
    #if canImport(Darwin)
    (modified, changed) = (
      Self.nanoseconds(status.st_mtimespec), Self.nanoseconds(status.st_ctimespec)
    )
    #else
    (modified, changed) = (Self.nanoseconds(status.st_mtim), Self.nanoseconds(status.st_ctim))
    #endif
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isFolder = status.st_mode & S_IFMT == S_IFDIR
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

extension Error {
  /// The code of the operating system behind a Foundation error; `EIO` where it does not say.
  var posixCode: Int32 {
    switch self as? CocoaError {
    case .some(let error) where error.code == .fileReadNoPermission: EACCES
    case .some(let error) where error.code == .fileReadNoSuchFile: ENOENT
    default: (self as? POSIXError)?.code.rawValue ?? EIO
    }
  }
}
