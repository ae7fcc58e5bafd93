/// The data sets that can be asked for by name.
public enum DataCatalogue {
  /// One known data set, with what can be said without reading it.
  public struct Entry: Sendable, Equatable {
    /// The name to ask for.
    public let name: String
    /// What it shows, in one line.
    public let summary: String
    /// Examples for training, and in the set's own test part.
    public let examples: Int
    /// Examples of the set's own test part; 0 where there is none.
    public let testExamples: Int
    /// The number of inputs.
    public let features: Int
    /// The number of classes.
    public let classes: Int
    /// What the inputs are.
    public let kind: Dataset.Kind
    /// Who made it and where it was taken from.
    public let source: String
    /// Under which terms.
    public let licence: String
    /// SHA-256 of the files behind it, by file name; empty for generated points.
    public let checksums: [(file: String, sha256: String)]
    /// Names of the classes where the targets are only numbers.
    let classNames: [String]
    /// Debian's package of the set.
    let package: String?
    let origin: Origin

    /// Compares entries by their names, which are unique.
    public static func == (left: Entry, right: Entry) -> Bool { left.name == right.name }
  }

  /// How an entry's content is had.
  enum Origin: Sendable {
    case generator(PointGenerator)
    case digits
    case table(BuiltInFile, target: String, missing: MissingValues)
    /// A folder of IDX files that must be found first.
    case folder
  }

  /// The known data set of a name.
  public static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// The known name that is at most two letters away from a wrong one.
  static func nearestName(to name: String) -> String? {
    entries.map { ($0.name, distance($0.name, name)) }.filter { $0.1 <= 2 }
      .min { $0.1 < $1.1 }?.0
  }

  /// Levenshtein's distance of two short words.
  private static func distance(_ left: String, _ right: String) -> Int {
    guard right.utf8.count <= 32 else { return .max }
    var row = Array(0...right.utf8.count)
    for (i, a) in left.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.utf8.enumerated() {
        let change = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, diagonal + 1)
      }
    }
    return row.last ?? 0
  }
}
