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
}
