import RunStore

/// Values of runs that were named in one word, as in `--by optimizer,min(validation_cost)`.
struct KeyList {
  /// The columns, each once, in the order given.
  let columns: [RunColumn]

  /// Reads expressions between commas.
  ///
  /// - Throws: ``FilterError`` with the nearest name.
  init(_ text: String) throws(FilterError) {
    var columns: [RunColumn] = []
    for word in Self.words(of: text) {
      let column = try RunExpression(word).column
      if !columns.contains(column) { columns.append(column) }
    }
    self.columns = columns
  }

  /// The parts between commas that stand in no brackets.
  static func words(of text: String) -> [String] {
    var words = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth <= 0 {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.allSatisfy { $0 == " " } }
  }
}
