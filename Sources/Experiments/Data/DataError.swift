/// Why a data set, or a file of weights, cannot be used.
///
/// The cases carry what was found; the wording is in ``description``, and what it means for the
/// program's exit code in ``category``.
public enum DataError: Error, Sendable, Equatable {
  /// Nothing is at the path.
  case notFound(path: String)
  /// A folder has no file whose name contains the words.
  case missingFile(folder: String, name: String)
  /// A known data set that is not built in was found nowhere.
  case notInstalled(name: String, package: String?)
  /// Neither a known data set nor a path.
  case unknownName(String, nearest: String?)
  /// An option that this data set cannot honour.
  case unusable(option: String, value: String, Refusal)
  /// The operating system refused to open or read a file.
  case system(path: String, operation: String, code: Int32)
  /// A header announces more than its file holds; both counts are bytes of the whole file.
  case headerExceedsFile(file: String, shape: [Int], expected: Int, actual: Int)
  /// A file that is not what it claims to be.
  case malformed(file: String, Place?, Flaw)

  /// Where in a file a flaw is.
  public enum Place: Sendable, Equatable {
    /// An offset from the start of the (inflated) file.
    case byte(Int)
    /// A line, and a column in it; both from 1.
    case line(Int, column: Int?)
    /// A named array inside an archive.
    case member(String)
  }

  /// What an error means for whoever called.
  public enum Category: Sendable, Equatable {
    /// The request makes no sense: exit code 64.
    case usage
    /// The content is bad: exit code 65.
    case data
    /// The input is not there: exit code 66.
    case missing
    /// Reading failed: exit code 74.
    case io
    /// Reading is not permitted: exit code 77.
    case permission
  }

  /// What the error means for an exit code.
  public var category: Category {
    switch self {
    case .notFound, .missingFile, .notInstalled: .missing
    case .unknownName, .unusable: .usage
    case .headerExceedsFile, .malformed: .data
    case .system(_, _, let code): Self.isPermission(code) ? .permission : .io
    }
  }
}
