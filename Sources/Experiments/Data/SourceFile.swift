public import FoundationEssentials

/// Bytes to be read: a file of the disk, or bytes in memory under a name.
public enum SourceFile: Sendable {
  /// A regular file.
  case path(String)
  /// Content that is already in memory.
  case bytes(Data, name: String)

  /// What errors call it.
  public var name: String {
    switch self {
    case .path(let path): path
    case .bytes(_, let name): name
    }
  }
}
