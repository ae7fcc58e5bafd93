import Reports
import RunStore

extension Field {
  /// A value of the record as a table's cell.
  init(_ value: StoredValue) {
    switch value {
    case .empty: self = .empty
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes):
      self = .text(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }

  /// A value of a column of runs; truth values are kept as words in the record.
  init(_ value: StoredValue, of column: RunColumn) {
    switch value {
    case .text(let word) where column.name == "shuffle": self = .boolean(word == "true")
    default: self.init(value)
    }
  }
}
