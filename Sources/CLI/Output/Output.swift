import Foundation

/// Where a command writes its answer: standard output, or a file that appears only when whole.
///
/// Every write is checked: a full disk is an error, and a reader that has gone ends the command in
/// silence. A file is written beside its final name, synced, and renamed over it; a device or a pipe
/// is written to as it is, because a file renamed over it would take its place.
final class Output {
  private enum Target {
    case standardOutput
    case device(path: String)
    case file(path: String, temporary: String)
  }

  private let target: Target
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens standard output for nil or `-`, else a file beside its final name.
  init(path: String?) throws(Failure) {
    guard let path, path != "-" else {
      (target, descriptor) = (.standardOutput, STDOUT_FILENO)
      return
    }
    guard !Self.isDevice(path) else {
      target = .device(path: path)
      descriptor = open(path, O_WRONLY)
      guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: Self.reason(errno)) }
      return
    }
    let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).tmp"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    target = .file(path: path, temporary: temporary)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: Self.reason(errno)) }
  }

  /// Whether there is something at a path that bytes go into and that no file may replace: a device
  /// or a pipe.
  private static func isDevice(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether the answer goes to a terminal.
  var isTerminal: Bool {
    if case .file = target { false } else { isatty(descriptor) == 1 }
  }

  /// Writes bytes, a buffer at a time.
  func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes text as UTF-8.
  func write(_ text: String) throws(Failure) { try write(text.utf8) }

  /// Ends the answer: what is buffered is written, and a file gets its name.
  func finish() throws(Failure) {
    try flush()
    guard case .file(let path, let temporary) = target else { return }
    guard fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
      let reason = Self.reason(errno)
      unlink(temporary)
      throw .inputOutput(path: path, reason: reason)
    }
  }

  /// Gives up the answer: a half-written file is removed.
  func discard() {
    guard case .file(_, let temporary) = target else { return }
    close(descriptor)
    unlink(temporary)
  }

  private func flush() throws(Failure) {
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw failure(errno)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure(_ code: Int32) -> Failure {
    switch target {
    case .standardOutput where code == EPIPE: return .closedPipe
    case .standardOutput: return .inputOutput(path: "standard output", reason: Self.reason(code))
    case .device where code == EPIPE: return .closedPipe
    case .device(let path): return .inputOutput(path: path, reason: Self.reason(code))
    case .file(let path, _):
      discard()
      return .inputOutput(path: path, reason: Self.reason(code))
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
