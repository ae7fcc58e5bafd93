import FoundationEssentials

/// Parsed files, kept so that the next start need neither inflate, parse nor hash them.
///
/// An entry is named by what tells one state of the source files from another: device, inode, size
/// and both times of each, to the nanosecond. It is written under another name and renamed, so it is
/// whole or not there; and it is believed only where its check sums are right. Whatever goes wrong
/// here, the files themselves are read instead.
struct DatasetCache: Sendable {
  /// Files below this size are parsed each time.
  static let smallestByteCount = 1 << 20
  /// Entries kept; the oldest go first.
  static let mostEntries = 16

  /// Parsed content and its digest.
  struct Entry: Sendable, Equatable {
    let data: ParsedData
    let digest: SHA256.Digest

    init(_ data: ParsedData) { self.init(data, digest: data.digest()) }

    init(_ data: ParsedData, digest: SHA256.Digest) {
      self.data = data
      self.digest = digest
    }
  }

  /// Where entries are; nil keeps none.
  let folder: String?

  /// The name of the entry for some files; nil when they are not worth it or nothing is kept.
  func key(_ paths: [String], _ request: String) throws(DataError) -> String? {
    guard folder != nil else { return nil }
    var byteCount = 0
    var text = "\(DatasetCacheFile.magic)\n\(request)\n"
    for path in paths {
      let status = try FileStatus(path: path)
      byteCount += status.byteCount
      text += "\(status.device) \(status.inode) \(status.byteCount) "
      text += "\(status.modified) \(status.changed)\n"
    }
    guard byteCount >= Self.smallestByteCount else { return nil }
    return SHA256.hash(text.utf8).description
  }

  /// The entry of a key; nil when there is none that can be believed.
  ///
  /// Its values stay in the mapped file until they are read.
  func load(_ key: String) -> Entry? {
    guard let folder,
      let bytes = try? Data(
        contentsOf: URL(filePath: path(folder, key)),
        options: .alwaysMapped
      )
    else { return nil }
    return DatasetCacheFile.decode(bytes, key: key)
  }

  /// Keeps an entry, unless that fails.
  func store(_ entry: Entry, _ key: String) {
    guard let folder else { return }
    let files = FileManager.default
    let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
    try? files.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: mode
    )
    do {
      try DatasetCacheFile.write(entry, key: key, to: path(folder, key))
      removeOldest(folder)
    } catch {
      return
    }
  }

  private func path(_ folder: String, _ key: String) -> String { "\(folder)/\(key).dataset" }

  private func removeOldest(_ folder: String) {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
    let dated = names.filter { $0.hasSuffix(".dataset") }.compactMap { name in
      (try? FileStatus(path: "\(folder)/\(name)")).map { (name, $0.modified) }
    }
    for (name, _) in dated.sorted(by: { $0.1 > $1.1 }).dropFirst(Self.mostEntries) {
      try? files.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
