import Experiments
import RunStore

/// Columns that were named in one word, as in `--by optimizer,learning_rate`.
struct KeyList {
  /// The columns, each once, in the order given.
  let columns: [RunColumn]

  /// Reads names between commas.
  ///
  /// - Throws: `unknown` with the nearest column.
  init(_ text: String) throws(StoreError) {
    var columns: [RunColumn] = []
    for word in text.split(separator: ",") {
      let name = word.filter { $0 != " " }
      let column = try RunColumn.named(name)
      if !columns.contains(column) { columns.append(column) }
    }
    self.columns = columns
  }
}
