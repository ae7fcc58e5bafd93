import FoundationEssentials

/// Turns records into inputs and a target, row by row.
struct CSVTableBuilder {
  /// A column's type is that of its first value.
  private enum ColumnType { case undecided, number, text }

  /// The texts of a column, numbered as they come.
  private struct Texts {
    var labels: [String] = []
    var indices: [[UInt8]: Int] = [:]
  }

  private let file: String
  private let names: [String]
  private let target: Int
  private let missing: MissingValues
  private let limits: DataLimits

  private var types: [ColumnType]
  private var texts: [Texts]
  private var row: [Double]
  /// All features by rows; a text is its number in its column.
  private var cells = Data()
  private var targets: [Double] = []
  private var dropped = 0

  init(
    file: String,
    names: [String],
    target: Int,
    missing: MissingValues,
    limits: DataLimits
  ) {
    self.file = file
    self.names = names
    self.target = target
    self.missing = missing
    self.limits = limits
    types = Array(repeating: .undecided, count: names.count)
    texts = Array(repeating: Texts(), count: names.count)
    row = Array(repeating: 0, count: names.count)
  }

  /// Adds one record.
  mutating func add(_ record: CSVRecord) throws(DataError) {
    guard record.count == names.count else {
      throw .malformed(
        file: file,
        .line(record.line, column: nil),
        .fieldCount(found: record.count, expected: names.count)
      )
    }
    var lacksValue = false
    for column in 0..<names.count where try !readField(record, column) {
      lacksValue = true
    }
    guard !lacksValue else {
      dropped += 1
      return
    }
    for column in 0..<names.count where types[column] == .text {
      row[column] = Double(try number(ofText: record, column))
    }
    targets.append(row[target])
    row.withUnsafeBytes { bytes in
      let start = 8 * target
      cells.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<start]))
      cells.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[(start + 8)...]))
    }
  }

  /// Reads a number into the row and checks a text; false where there is no value.
  private mutating func readField(
    _ record: CSVRecord,
    _ column: Int
  ) throws(DataError) -> Bool {
    let field = CSVField(record, column)
    switch field {
    case .missing:
      if missing == .drop { return false }
      throw flaw(.missingValue(names[column]), record, column)
    case .number(let value) where types[column] != .text:
      types[column] = .number
      guard value.isFinite else { throw flaw(.notFinite(text(record, column)), record, column) }
      row[column] = value
    case .number, .text:
      guard types[column] != .number else {
        throw flaw(
          .textInNumericColumn(column: names[column], text: text(record, column)),
          record,
          column
        )
      }
      types[column] = .text
    }
    return true
  }

  private mutating func number(
    ofText record: CSVRecord,
    _ column: Int
  ) throws(DataError) -> Int {
    let bytes = Array(record[column])
    if let known = texts[column].indices[bytes] { return known }
    let limit = column == target ? limits.classes : limits.texts
    let number = texts[column].labels.count
    guard number < limit else {
      throw flaw(.tooManyTexts(column: names[column], limit: limit), record, column)
    }
    guard let label = String(validating: bytes, as: UTF8.self) else {
      throw flaw(.notUTF8, record, column)
    }
    texts[column].labels.append(label)
    texts[column].indices[bytes] = number
    return number
  }

  private func text(_ record: CSVRecord, _ column: Int) -> String {
    String(decoding: record[column].prefix(40), as: UTF8.self)
  }

  private func flaw(
    _ flaw: DataError.Flaw,
    _ record: CSVRecord,
    _ column: Int
  ) -> DataError {
    .malformed(file: file, .line(record.line, column: column + 1), flaw)
  }

  /// The table, with its text columns one-hot.
  func finish() throws(DataError) -> ParsedData {
    guard !targets.isEmpty else {
      throw .malformed(file: file, nil, dropped > 0 ? .allRowsDropped(dropped) : .noExamples)
    }
    let features = names.indices.filter { $0 != target }
    let coding = OneHotCoding(
      columns: features.map { column in
        types[column] == .text
          ? .texts(names[column], labels: texts[column].labels) : .number(names[column])
      }
    )
    guard coding.width <= limits.columns,
      let size = Int.product(of: [targets.count, coding.width, 8]), size <= limits.contentBytes
    else {
      throw .malformed(file: file, nil, .tooLarge(limit: limits.columns, unit: "columns"))
    }
    guard let inputs = coding.encode(cells, rows: targets.count) else {
      throw .malformed(file: file, nil, .noFeatures)
    }
    return ParsedData(
      kind: .table,
      shape: [inputs.columns],
      featureNames: coding.names,
      targetName: names[target],
      training: ParsedData.Part(inputs: inputs, target: targetColumn),
      droppedRows: dropped
    )
  }

  private var targetColumn: TargetColumn {
    types[target] == .text
      ? .sorted(firstSeen: texts[target].labels, indices: targets.map { Int32($0) })
      : .numbers(targets, width: 1)
  }
}
