import FoundationEssentials

/// What to do with rows that lack a value.
public enum MissingValues: String, CaseIterable, Sendable {
  /// A missing value is an error.
  case refuse
  /// The whole row is left out, and counted.
  case drop
}

/// A CSV file as a data set: one column is the target, all others are features.
struct CSVTable {
  /// The column to predict: a name, or a number from 1; the last one when nil.
  var target: String?
  var missing: MissingValues
  var limits: DataLimits

  /// Reads the whole file.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)`` with line and column, or
  ///   ``DataError/unusable(option:value:_:)`` for a target that is no column.
  func read(_ stream: ByteStream) throws(DataError) -> ParsedData {
    var reader = try CSVReader(stream, limits: limits)
    var sample: [CSVRecord] = []
    var record = CSVRecord()
    while sample.count < CSVHeader.sampleCount, try reader.next(&record) { sample.append(record) }
    guard let first = sample.first else { throw .malformed(file: stream.name, nil, .empty) }
    guard first.count > 1 else {
      throw .malformed(file: stream.name, nil, .oneColumn(separator: separator(in: first)))
    }
    let hasHeader = CSVHeader.isPresent(in: sample)
    let names = try columnNames(first, hasHeader: hasHeader, file: stream.name)
    var builder = CSVTableBuilder(
      file: stream.name,
      names: names,
      target: try targetIndex(names, hasHeader: hasHeader),
      missing: missing,
      limits: limits
    )
    for record in sample.dropFirst(hasHeader ? 1 : 0) { try builder.add(record) }
    sample = []
    while try reader.next(&record) { try builder.add(record) }
    return try builder.finish()
  }

  private func columnNames(
    _ first: CSVRecord,
    hasHeader: Bool,
    file: String
  ) throws(DataError) -> [String] {
    var names: [String] = []
    for index in 0..<first.count {
      guard hasHeader, !first[index].isEmpty else {
        names.append("column \(index + 1)")
        continue
      }
      guard let name = String(validating: first[index], as: UTF8.self) else {
        throw .malformed(file: file, .line(first.line, column: index + 1), .notUTF8)
      }
      names.append(name)
    }
    return names
  }

  private func targetIndex(_ names: [String], hasHeader: Bool) throws(DataError) -> Int {
    guard let target else { return names.count - 1 }
    if hasHeader, let index = names.firstIndex(of: target) { return index }
    if let number = Int(target), (1...names.count).contains(number) { return number - 1 }
    throw .unusable(option: "target", value: target, .unknownColumn(names))
  }

  /// A separator other than the comma that the only field of a line seems to be made of.
  private func separator(in record: CSVRecord) -> String? {
    [";", "\t", "|"].first { record[0].contains($0.utf8.first ?? 0) }
      .map { $0 == "\t" ? "tab" : $0 }
  }
}
