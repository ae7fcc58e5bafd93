import ArgumentParser
import RunStore

/// Which columns of runs are shown.
struct ColumnOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "These columns only, as 'learning_rate as eta,validation_cost'; run comes first.",
      valueName: "a,b,…"
    ),
    completion: .columns
  )
  var columns: String?

  @Flag(help: "Leave out the hyperparameters in which all the runs agree.")
  var changed = false

  /// The columns that were asked for; nil where none were.
  ///
  /// Guild's `=flag` is taken for `flag`, and `column as name` gives it another name.
  ///
  /// - Throws: ``FilterError`` with the nearest name, ``Failure/usage(_:hint:)`` for no name.
  func table(hasShortIDs: Bool) throws -> RunTable? {
    guard let columns else { return nil }
    guard columns.contains(where: { $0 != " " && $0 != "," }) else {
      throw Failure.usage("--columns names no column", hint: nil)
    }
    let run = try RunExpression("run").column
    var table = RunTable([run], hasShortIDs: hasShortIDs)
    for word in KeyList.words(of: columns) {
      let (text, title) = Self.parts(of: word)
      let expression = try RunExpression(text)
      table.append(expression.column, title: title ?? expression.name)
    }
    return table
  }

  /// The expression of a column and the name it is given with `as`.
  private static func parts(of word: String) -> (expression: String, title: String?) {
    let words = word.split(separator: " ").map(String.init)
    let isRenamed = words.count > 2 && words[words.count - 2] == "as"
    let text = (isRenamed ? words.dropLast(2) : words[...]).joined(separator: " ")
    return (text.hasPrefix("=") ? String(text.dropFirst()) : text, isRenamed ? words.last : nil)
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
