import ArgumentParser
import Reports
import RunStore

/// How a list is sorted and where it is cut; a cut list always says so, on standard error.
struct ListOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Sort by columns or expressions, as a,b; -a puts the largest first. NaN and nothing come last.",
      valueName: "key"
    ),
    completion: .columns
  )
  var sort: [String] = []

  @Option(
    name: .customShort("n"),
    parsing: .unconditional,
    help: ArgumentHelp("At most this many.", valueName: "count")
  )
  var count: Int?

  @Flag(name: [.customShort("a"), .customLong("all")], help: "All of them.")
  var all = false

  /// Refuses numbers that make no sense.
  func validate() throws {
    if let count, count < 0 { throw ValidationError("-n '\(count)' is below 0") }
    if all, count != nil { throw ValidationError("-n and -a exclude each other; give one") }
    if sort.contains(where: { KeyList.words(of: $0).isEmpty }) {
      throw ValidationError("--sort names no column")
    }
  }

  /// How many at most, `standard` where nothing is said; nil for all.
  func limit(standard: Int?) -> Int? { all ? nil : count ?? standard }

  /// The keys to sort by.
  ///
  /// - Throws: ``FilterError`` with the nearest name.
  func sortKeys() throws(FilterError) -> [RunQuestion.SortKey] {
    var keys: [RunQuestion.SortKey] = []
    for word in sort.flatMap(KeyList.words) {
      let isDescending = word.hasPrefix("-")
      let expression = try RunExpression(isDescending ? String(word.dropFirst()) : word)
      keys.append(.init(expression, isDescending: isDescending))
    }
    return keys
  }

  /// Says that a list was cut, if it was.
  static func tellCut(shown: Int, of total: Int) {
    guard let line = CutNotice.line(shown: shown, of: total) else { return }
    StandardError.write("\(line); -a for all\n")
  }
}
