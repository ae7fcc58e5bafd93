import ArgumentParser
import RunStore

/// Which columns of runs are shown.
struct ColumnOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "These columns only, as 'learning_rate as eta,validation_cost'; run comes first.",
      valueName: "a,b,…"
    )
  )
  var columns: String?

  @Flag(help: "Leave out the hyperparameters in which all the runs agree.")
  var changed = false

  /// The columns that were asked for; nil where none were.
  ///
  /// Guild's `=flag` is taken for `flag`, and `column as name` gives it another name.
  ///
  /// - Throws: `unknown` with the nearest column.
  func table(hasShortIDs: Bool) throws -> RunTable? {
    guard let columns else { return nil }
    var table = RunTable([try RunColumn.named("run")], hasShortIDs: hasShortIDs)
    for word in columns.split(separator: ",") {
      let parts = word.split(separator: " ")
      let isRenamed = parts.count == 3 && parts[1] == "as"
      guard isRenamed || parts.count == 1, let name = parts.first.map(Self.name) else {
        throw Failure.usage(
          "--columns: '\(word)' is no column",
          hint: "separate columns by commas; 'column as name' renames one"
        )
      }
      let title = isRenamed ? String(parts[2]) : name
      guard name != "run" || isRenamed else { continue }
      table.append(try RunColumn.named(name), title: title)
    }
    return table
  }

  private static func name(_ word: Substring) -> String {
    String(word.hasPrefix("=") ? word.dropFirst() : word)
  }
}

extension RunTable {
  fileprivate mutating func append(_ column: RunColumn, title: String) {
    if column.name == "run" {
      shown[0].title = title
    } else {
      shown.append(Shown(column: column, place: shown.count, title: title))
    }
  }
}
