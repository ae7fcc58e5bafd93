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
    case .copy: return try Self.open(PrivateCopy(of: path), of: path)
    }
  }

  /// Opens a private copy in the place of the file at a path.
  static func open(_ copy: PrivateCopy, of path: String) throws -> RunStore {
    RunStore(
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

/// A copy of a record and its log in a folder of one's own, gone when it is let go.
final class PrivateCopy: Sendable {
  let path: String
  private let folder: URL

  init(of path: String) throws {
    folder = try Self.makeFolder()
    self.path = folder.appendingPathComponent("copy.db").path
    try FileManager.default.copyItem(atPath: path, toPath: self.path)
    chmod(self.path, 0o600)
    try FileManager.default.copyItem(atPath: path + "-wal", toPath: self.path + "-wal")
    chmod(self.path + "-wal", 0o600)
  }

  /// Copies what a connection sees.
  init(vacuuming db: Database) throws {
    folder = try Self.makeFolder()
    path = folder.appendingPathComponent("copy.db").path
    try Self.vacuum(db, into: path)
  }

  /// Writes what a connection sees, at one moment, into a new file.
  ///
  /// SQLite counts it as writing, though nothing is written to the connection's own file.
  static func vacuum(_ db: Database, into path: String) throws {
    let setting = try PreparedStatement(db, "PRAGMA query_only")
    let isQueryOnly = try setting.step() ? try setting.integer(0) == 1 : false
    setting.reset()
    try db.execute(sql: "PRAGMA query_only = OFF")
    defer { if isQueryOnly { try? db.execute(sql: "PRAGMA query_only = ON") } }
    let statement = try PreparedStatement(db, "VACUUM INTO ?")
    statement.bind(1, path)
    try statement.run()
  }

  private static func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("descent-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    return folder
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
