import ArgumentParser
import Foundation
import RunStore

/// Which file a command works on.
struct DatabaseOption: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The database file (default: DESCENT_DB, else the nearest descent.db).",
      valueName: "file"
    ),
    completion: .file()
  )
  var file: String?

  /// The file named, else the one in the environment, else `descent.db` in this folder or the
  /// nearest one above that has it, else in this folder.
  var path: String { Self.path(of: file) }

  /// As ``path``, where `--db` names this file.
  static func path(of file: String?) -> String {
    if let path = file ?? ProcessInfo.processInfo.environment["DESCENT_DB"], !path.isEmpty {
      return path
    }
    return nearest(from: FileManager.default.currentDirectoryPath) ?? "descent.db"
  }

  /// Opens the database; for reading and housekeeping it must be there.
  ///
  /// - Throws: ``Failure/noDatabase(path:)``, and what opening throws.
  func open(_ mode: RunStore.Mode) throws -> RunStore {
    let path = path
    guard mode == .create || FileManager.default.fileExists(atPath: path) else {
      throw Failure.noDatabase(path: path)
    }
    return try RunStore.open(path: path, mode: mode)
  }

  private static func nearest(from folder: String) -> String? {
    var folder = URL(fileURLWithPath: folder).standardizedFileURL
    while true {
      let candidate = folder.appendingPathComponent("descent.db").path
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      if parent.path == folder.path { return nil }
      folder = parent
    }
  }
}
