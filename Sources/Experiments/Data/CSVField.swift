/// What one field of a table says.
enum CSVField: Equatable {
  /// Nothing, `NA`, or NaN.
  case missing
  case number(Double)
  case text

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.isEmpty || (bytes.count == 2 && bytes[0] == 0x4e && bytes[1] == 0x41) {
      self = .missing
    } else if let number = DecimalNumber.parse(bytes) {
      self = number.isNaN ? .missing : .number(number)
    } else {
      self = .text
    }
  }

  /// What field `index` of a record says.
  init(_ record: CSVRecord, _ index: Int) {
    self = record[index].withUnsafeBufferPointer { CSVField($0) }
  }

  var isText: Bool { self == .text }

  var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}

/// Decides whether a table's first record names its columns.
///
/// It does when it has no number and a column that holds numbers below it. Where all columns hold
/// texts, it does when none of its fields comes again in its column. Numbers that count the columns
/// (`label,0,1,2`, as some programs write) are names beside at least one text.
struct CSVHeader {
  /// How many records are looked at.
  static let sampleCount = 100

  static func isPresent(in sample: [CSVRecord]) -> Bool {
    guard let first = sample.first else { return false }
    let rest = sample.dropFirst().filter { $0.count == first.count }
    let fields = (0..<first.count).map { CSVField(first, $0) }
    guard fields.contains(where: \.isText), !hasValues(fields) else { return false }
    let below = (0..<first.count).map { column in
      rest.lazy.map { CSVField($0, column) }.first { $0 != .missing }
    }
    let named = zip(fields, below).contains { $0.isText && $1?.isNumber == true }
    if named || below.contains(where: { $0?.isNumber == true }) { return named }
    return !(0..<first.count).contains { column in
      rest.contains { $0[column] == first[column] }
    }
  }

  /// Whether there are numbers that do not just count on from 0 or 1.
  private static func hasValues(_ fields: [CSVField]) -> Bool {
    let numbers = fields.compactMap { field -> Double? in
      if case .number(let number) = field { number } else { nil }
    }
    guard let start = numbers.first else { return false }
    let counted = numbers.enumerated().allSatisfy { $1 == start + Double($0) }
    return !counted || (start != 0 && start != 1)
  }
}
