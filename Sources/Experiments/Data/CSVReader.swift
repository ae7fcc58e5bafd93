/// One line of a table: its fields, unquoted.
struct CSVRecord {
  /// The fields' bytes, in order, maybe with others between them.
  fileprivate(set) var text: [UInt8] = []
  /// Where each field begins in `text`.
  fileprivate var starts: [Int] = []
  /// Where each field ends in `text`.
  fileprivate var ends: [Int] = []
  /// The line it starts on, from 1.
  fileprivate(set) var line = 1

  /// The number of fields.
  var count: Int { ends.count }

  /// The bytes of a field.
  subscript(field: Int) -> ArraySlice<UInt8> {
    text[starts[field]..<ends[field]]
  }

  /// What a field says, when that is a finite number.
  @inline(__always)
  func finiteNumber(_ field: Int) -> Double? {
    let (start, end) = (starts[field], ends[field])
    return text.withUnsafeBufferPointer { text in
      guard let value = DecimalNumber.parse(UnsafeBufferPointer(rebasing: text[start..<end])),
        value.isFinite
      else { return nil }
      return value
    }
  }

  /// Whether the line has nothing on it.
  fileprivate var isBlank: Bool { ends.count == 1 && starts[0] == ends[0] }

  fileprivate mutating func removeAll(line: Int) {
    text.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    self.line = line
  }
}

/// Reads RFC 4180 one record at a time: commas, double quotes, LF, CRLF or CR, an optional byte
/// order mark.
///
/// Spaces around an unquoted field are no part of it, and blank lines are no records.
struct CSVReader {
  private let stream: ByteStream
  private let limits: DataLimits
  /// The line of the next byte.
  private var line = 1

  init(_ stream: ByteStream, limits: DataLimits) throws(DataError) {
    self.stream = stream
    self.limits = limits
    if stream.prefix(3).elementsEqual([0xef, 0xbb, 0xbf]) { _ = try stream.take(3) }
  }

  /// Reads the next record that is not blank; false at the end.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)`` with the line and the column.
  mutating func next(_ record: inout CSVRecord) throws(DataError) -> Bool {
    repeat {
      guard try stream.peek() != nil else { return false }
      try read(&record)
    } while record.isBlank
    return true
  }

  private mutating func read(_ record: inout CSVRecord) throws(DataError) {
    record.removeAll(line: line)
    if stream.takeBufferedLine({ split($0, into: &record) }) {
      line += 1
      return
    }
    record.removeAll(line: line)
    while true {
      let start = record.text.count
      let isQuoted = try skipToQuote()
      let end = isQuoted ? try readQuoted(&record) : try readPlain(&record)
      record.starts.append(start)
      record.ends.append(record.text.count)
      guard record.text.count - start <= limits.fieldBytes else {
        throw flaw(.tooLarge(limit: limits.fieldBytes, unit: "bytes in a field"), record)
      }
      guard record.ends.count <= limits.columns else {
        throw flaw(.tooLarge(limit: limits.columns, unit: "columns"), record)
      }
      if end == .record { return }
    }
  }

  /// Splits a line at its commas, when it has nothing but them that needs care.
  private func split(_ line: UnsafeBufferPointer<UInt8>, into record: inout CSVRecord) -> Bool {
    guard line.count <= limits.fieldBytes else { return false }
    var start = 0
    for position in 0..<line.count where line[position] <= Self.comma {
      guard line[position] == Self.comma else { return false }
      record.starts.append(start)
      record.ends.append(position)
      start = position &+ 1
    }
    record.starts.append(start)
    record.ends.append(line.count)
    record.text.append(contentsOf: line)
    return record.ends.count <= limits.columns
  }

  private enum End { case field, record }

  /// Skips spaces before a field; whether a quote follows, which is taken too.
  private func skipToQuote() throws(DataError) -> Bool {
    while let byte = try stream.peek(), byte == Self.space || byte == Self.tab {
      _ = try stream.next()
    }
    guard try stream.peek() == Self.quote else { return false }
    _ = try stream.next()
    return true
  }

  private mutating func readPlain(_ record: inout CSVRecord) throws(DataError) -> End {
    let start = record.text.count
    while let byte = try stream.next() {
      if byte > Self.comma {
        try append(byte, to: &record)
      } else if let end = try terminator(byte) {
        trimTrailingSpaces(&record.text, from: start)
        return end
      } else if byte == 0 {
        throw flaw(.nulByte, record)
      } else {
        try append(byte, to: &record)
      }
    }
    trimTrailingSpaces(&record.text, from: start)
    return .record
  }

  private mutating func readQuoted(_ record: inout CSVRecord) throws(DataError) -> End {
    while let byte = try stream.next() {
      if byte == Self.quote {
        guard try stream.peek() == Self.quote else { return try afterQuote(record) }
        _ = try stream.next()
      } else if byte == Self.lineFeed {
        line += 1
      } else if byte == 0 {
        throw flaw(.nulByte, record)
      }
      try append(byte, to: &record)
    }
    throw flaw(.unclosedQuote, record)
  }

  private mutating func afterQuote(_ record: CSVRecord) throws(DataError) -> End {
    while let byte = try stream.next() {
      if let end = try terminator(byte) { return end }
      guard byte == Self.space || byte == Self.tab else { throw flaw(.strayQuote, record) }
    }
    return .record
  }

  /// What a byte ends, outside quotes; takes the line feed of a CRLF too.
  private mutating func terminator(_ byte: UInt8) throws(DataError) -> End? {
    switch byte {
    case Self.comma: return .field
    case Self.carriageReturn:
      if try stream.peek() == Self.lineFeed { _ = try stream.next() }
      line += 1
      return .record
    case Self.lineFeed:
      line += 1
      return .record
    default: return nil
    }
  }

  @inline(__always)
  private func append(_ byte: UInt8, to record: inout CSVRecord) throws(DataError) {
    record.text.append(byte)
    guard record.text.count <= limits.recordBytes else {
      throw flaw(.tooLarge(limit: limits.recordBytes, unit: "bytes in a line"), record)
    }
  }

  private func trimTrailingSpaces(_ text: inout [UInt8], from start: Int) {
    while text.count > start, let last = text.last, last == Self.space || last == Self.tab {
      text.removeLast()
    }
  }

  private func flaw(_ flaw: DataError.Flaw, _ record: CSVRecord) -> DataError {
    let column = min(record.ends.count + 1, limits.columns)
    return .malformed(file: stream.name, .line(record.line, column: column), flaw)
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let space = UInt8(ascii: " ")
  private static let tab = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
