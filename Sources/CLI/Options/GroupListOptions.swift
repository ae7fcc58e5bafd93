import ArgumentParser
import Reports
import RunStore

/// How rows that are made here, not in the database, are sorted and cut.
struct GroupListOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Sort by a column of the answer; -column puts the largest first.",
      valueName: "column"
    )
  )
  var sort: String?

  @Option(
    name: .customShort("n"),
    parsing: .unconditional,
    help: ArgumentHelp("At most this many.", valueName: "count")
  )
  var count: Int?

  @Flag(name: [.customShort("a"), .customLong("all")], help: "All of them, as without -n.")
  var all = false

  /// Refuses numbers that make no sense.
  func validate() throws {
    if let count, count < 0 { throw ValidationError("-n '\(count)' is below 0") }
    if all, count != nil { throw ValidationError("-n and -a exclude each other; give one") }
  }

  /// Sorts and cuts rows; says so where they were cut.
  ///
  /// - Throws: `unknown` for a column that is not there.
  func apply(_ rows: [[Field]], columns: [Column]) throws(StoreError) -> [[Field]] {
    var rows = rows
    if let sort {
      let isDescending = sort.hasPrefix("-")
      let name = isDescending ? String(sort.dropFirst()) : sort
      guard let place = columns.firstIndex(where: { $0.name == name }) else {
        throw .unknown(kind: "column", name: name, known: columns.map(\.name))
      }
      rows = Self.sorted(rows, by: place, isDescending: isDescending)
    }
    let shown = Array(rows.prefix(count ?? rows.count))
    ListOptions.tellCut(shown: shown.count, of: rows.count)
    return shown
  }

  /// Stable; numbers before words, finite ones first, nothing last, whichever the direction.
  private static func sorted(
    _ rows: [[Field]],
    by place: Int,
    isDescending: Bool
  ) -> [[Field]] {
    rows.enumerated().sorted { left, right in
      let (a, b) = (left.element[place], right.element[place])
      if a.rank != b.rank { return a.rank < b.rank }
      if a == b { return left.offset < right.offset }
      let isLess =
        if let x = a.number, let y = b.number { x < y } else { a.text < b.text }
      return isLess != isDescending
    }.map(\.element)
  }
}

extension Field {
  fileprivate var rank: Int {
    if let number { return number.isFinite ? 0 : number.isNaN ? 3 : 2 }
    return self == .empty ? 4 : 1
  }

  fileprivate var text: String {
    if case .text(let text) = self { text } else { "" }
  }
}
