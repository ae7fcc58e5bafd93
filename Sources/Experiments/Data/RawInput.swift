import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The stored bytes of a file, in order.
final class RawInput {
  /// How many bytes are stored.
  let byteCount: Int
  private let name: String
  private let content: Data
  private var position = 0
  /// A file descriptor, or −1 for content in memory.
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``DataError/notFound(path:)``, ``DataError/system(path:operation:code:)``, or
  ///   ``DataError/malformed(file:_:_:)`` for a pipe or a device.
  init(_ file: SourceFile) throws(DataError) {
    name = file.name
    switch file {
    case .bytes(let data, _):
      (content, byteCount, descriptor) = (data, data.count, -1)
    case .path(let path):
      let status = try FileStatus(path: path)
      guard status.isRegular else { throw .malformed(file: path, nil, .notRegular) }
      let opened = open(path, O_RDONLY | O_CLOEXEC)
      guard opened >= 0 else { throw .system(path: path, operation: "open", code: errno) }
      (content, byteCount, descriptor) = (Data(), status.byteCount, opened)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Fills the buffer as far as there are bytes, and returns how many there were; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard descriptor >= 0 else { return readContent(into: buffer) }
    while true {
      #if canImport(Darwin)
      let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
      let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw .system(path: name, operation: "read", code: errno) }
    }
  }

  private func readContent(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, content.count - position)
    guard count > 0 else { return 0 }
    let start = content.startIndex + position
    content.copyBytes(to: buffer, from: start..<start + count)
    position += count
    return count
  }
}
