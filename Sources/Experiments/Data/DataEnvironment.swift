public import FoundationEssentials

/// The folders outside the program where data may be, and where parsed data may be kept.
///
/// ``current(_:)`` is the one place that reads environment variables for data.
public struct DataEnvironment: Sendable {
  /// Folders in which a data set has a folder of its name, best first.
  public var dataFolders: [String]
  /// Where parsed files are kept; nil keeps none.
  public var cacheFolder: String?

  /// Creates an environment of given folders.
  public init(dataFolders: [String] = [], cacheFolder: String? = nil) {
    self.dataFolders = dataFolders
    self.cacheFolder = cacheFolder
  }

  /// The folders that the process's environment names: `DESCENT_DATA`, then those of Debian's
  /// packages; for parsed files `descent` in `XDG_CACHE_HOME`, else in `~/.cache`.
  public static func current(
    _ variables: [String: String] = ProcessInfo.processInfo.environment
  ) -> DataEnvironment {
    func folder(_ name: String) -> String? {
      variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let cache = folder("XDG_CACHE_HOME") ?? folder("HOME").map { "\($0)/.cache" }
    return DataEnvironment(
      dataFolders: [folder("DESCENT_DATA")].compactMap(\.self) + [
        "/usr/share/datasets", "/usr/local/share/datasets",
      ],
      cacheFolder: cache.map { "\($0)/descent" }
    )
  }

  /// The folder of a data set's files; nil when it is in none of the folders.
  func folder(of name: String) -> String? {
    dataFolders.map { "\($0)/\(name)" }.first { path in
      (try? FileStatus(path: path))?.isFolder == true
    }
  }
}
