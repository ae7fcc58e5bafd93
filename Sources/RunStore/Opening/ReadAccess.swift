internal import Foundation
internal import GRDB

/// How a record is read without leaving a trace.
enum ReadAccess: Sendable {
  /// Like any other connection, but asked to write nothing. A connection that is merely opened
  /// read-only would leave the log's files behind when it is the last to close.
  case live
  /// As a file that nobody changes: there is no log to miss, and nothing can be made beside it.
  case immutable
  /// From a private copy of the file and its log, where the log cannot be used in place.
  case copy

  /// Chooses by what may be written.
  init(_ probe: FileProbe) {
    if probe.isWritable {
      self = .live
    } else {
      self = FileProbe.size(probe.path + "-wal") ?? 0 == 0 ? .immutable : .copy
    }
  }

  /// Opens the file at a path.
  func open(_ path: String) throws -> RunStore {
    switch self {
    case .live:
      return RunStore(
        path: path,
        mode: .read,
        queue: try DatabaseQueue(
          path: path,
          configuration: ConnectionSettings.configuration()
        )
      )
    case .immutable:
      return RunStore(
        path: path,
        mode: .read,
        queue: try DatabaseQueue(
          path: FileProbe.immutableURI(path),
          configuration: ConnectionSettings.configuration(readonly: true)
        )
      )
    case .copy:
      let copy = try PrivateCopy(of: path)
      return RunStore(
        path: path,
        mode: .read,
        queue: try DatabaseQueue(
          path: copy.path,
          configuration: ConnectionSettings.configuration()
        ),
        copy: copy
      )
    }
  }
}

/// A copy of a record and its log in a folder of one's own, gone when it is let go.
final class PrivateCopy: Sendable {
  let path: String
  private let folder: URL

  init(of path: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("descent-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    self.path = folder.appendingPathComponent("copy.db").path
    try FileManager.default.copyItem(atPath: path, toPath: self.path)
    chmod(self.path, 0o600)
    try FileManager.default.copyItem(atPath: path + "-wal", toPath: self.path + "-wal")
    chmod(self.path + "-wal", 0o600)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
