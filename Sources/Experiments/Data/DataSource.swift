/// A data set to be opened: the name of a known one, a file, or a folder.
public struct DataSource: Sendable {
  /// What was asked for.
  public let name: String
  private let environment: DataEnvironment
  private let limits: DataLimits

  /// Creates a source.
  ///
  /// Nothing is looked for yet.
  ///
  /// - Parameters:
  ///   - name: A name of ``DataCatalogue``, else a path. A file that has a known name is reached by
  ///     a path such as `./digits`.
  ///   - environment: Where files of known data sets are, and where parsed ones are kept.
  ///   - limits: Bounds on what files may ask for.
  public init(
    _ name: String,
    environment: DataEnvironment = .current(),
    limits: DataLimits = DataLimits()
  ) {
    self.name = name
    self.environment = environment
    self.limits = limits
  }

  /// Reads the data set, or opens it as it was parsed last time.
  ///
  /// - Parameters:
  ///   - target: The column to predict of a table, by name or by number from 1; the last by default.
  ///   - task: What to predict; by default decided by the target's values.
  ///   - missing: What to do with rows that lack a value; by default they are refused, except where
  ///     a built-in set is known to have some.
  /// - Returns: The data set.
  /// - Throws: ``DataError``, of every category.
  public func load(
    target: String? = nil,
    task: Dataset.Task? = nil,
    missing: MissingValues? = nil
  ) throws(DataError) -> Dataset {
    let entry = DataCatalogue.entry(named: name)
    let reader = DataReader(target: target, missing: missing, limits: limits)
    return try load(entry, reader, task, asKept: true)
  }

  private func load(
    _ entry: DataCatalogue.Entry?,
    _ reader: DataReader,
    _ task: Dataset.Task?,
    asKept: Bool
  ) throws(DataError) -> Dataset {
    let opened = try open(entry, reader, asKept: asKept)
    return try Dataset(
      opened.data,
      name: name,
      entry: entry,
      digest: opened.digest,
      task: task,
      limits: limits,
      reparsing: Reparsing { () throws(DataError) in
        try load(entry, reader, task, asKept: false)
      }
    )
  }

  /// Whether a known data set is built in or its files are there.
  public static func isInstalled(
    _ entry: DataCatalogue.Entry,
    environment: DataEnvironment = .current()
  ) -> Bool {
    guard case .folder = entry.origin else { return true }
    return environment.folder(of: entry.name).flatMap { try? IDXFolder($0) } != nil
  }

  private func open(
    _ entry: DataCatalogue.Entry?,
    _ reader: DataReader,
    asKept: Bool
  ) throws(DataError) -> DatasetCache.Entry {
    switch entry?.origin {
    case .generator(let generator):
      try reader.refuseTarget()
      return DatasetCache.Entry(generator.generate())
    case .digits:
      return DatasetCache.Entry(try reader.digits())
    case .table(let file, let target, let missing):
      return DatasetCache.Entry(try reader.builtIn(file, target: target, missing: missing))
    case .folder:
      guard let folder = environment.folder(of: name) else {
        throw .notInstalled(name: name, package: entry?.package)
      }
      return try openFiles(folder, reader, asKept: asKept)
    case nil:
      return try openFiles(name, reader, asKept: asKept)
    }
  }

  private func openFiles(
    _ path: String,
    _ reader: DataReader,
    asKept: Bool
  ) throws(DataError) -> DatasetCache.Entry {
    let status = try status(path)
    let folder = status.isFolder ? try IDXFolder(path) : nil
    let cache = DatasetCache(folder: environment.cacheFolder)
    let key = try cache.key(folder?.paths ?? [path], reader.cacheKey)
    if asKept, let key, let known = cache.load(key) { return known }
    let data =
      if let folder { try reader.folder(folder) } else { try reader.file(.path(path)) }
    let entry = DatasetCache.Entry(data)
    // Only what did not change while it was read.
    if let key, try cache.key(folder?.paths ?? [path], reader.cacheKey) == key {
      cache.store(entry, key)
    }
    return entry
  }

  /// The state of a path; a bare word that is none is a wrong name.
  private func status(_ path: String) throws(DataError) -> FileStatus {
    do {
      return try FileStatus(path: path)
    } catch .notFound(let path) where !path.contains("/") && !path.contains(".") {
      throw .unknownName(path, nearest: DataCatalogue.nearestName(to: path))
    }
  }
}
