import FoundationEssentials

/// The layout of a kept entry, every number a little-endian u64: a head and a body.
///
/// The head is magic, a check sum of what follows it in the head, the sizes of a JSON header and of
/// the body, the header, a check sum for each piece of the body, and zeros up to a multiple of 64
/// bytes. The body is the values of each part, each from a multiple of 64 bytes.
enum DatasetCacheFile {
  static let magic = "descent cache 3\n"
  private static let sumEnd = 24
  private static let headerStart = 40

  /// What the file says of its entry.
  private struct Header: Codable {
    var key: String
    var digest: String
    var kind: Dataset.Kind
    var shape: [Int]
    var featureNames: [String]
    var targetName: String?
    var maximum: Double?
    var droppedRows: Int
    var training: Part
    var test: Part?
  }

  /// What the header says of a part; values follow each other in the order inputs, targets.
  fileprivate struct Part: Codable {
    var rows: Int
    var columns: Int
    var element: FeatureMatrix.Element
    /// Numbers per target; nil for texts.
    var width: Int?
    var labels: [String]
  }

  /// Writes an entry so that it is whole or not there.
  static func write(_ entry: DatasetCache.Entry, key: String, to path: String) throws {
    let data = entry.data
    let header = Header(
      key: key,
      digest: entry.digest.description,
      kind: data.kind,
      shape: data.shape,
      featureNames: data.featureNames,
      targetName: data.targetName,
      maximum: data.maximum,
      droppedRows: data.droppedRows,
      training: Part(data.training),
      test: data.test.map(Part.init)
    )
    let text = try JSONEncoder().encode(header)
    let sections = data.sections
    let bodySize = sections.reduce(0) { aligned($0) + $1.count }
    let pieces = KeptBytes.pieceCount(bodySize)
    let bodyStart = aligned(headerStart + text.count + 8 * pieces)
    var content = Data(capacity: bodyStart + bodySize)
    content.append(contentsOf: magic.utf8)
    content.append(littleEndian: UInt64(0))
    content.append(littleEndian: UInt64(text.count))
    content.append(littleEndian: UInt64(bodySize))
    content.append(text)
    content.append(Data(count: bodyStart - content.count))
    for section in sections {
      content.append(Data(count: aligned(content.count) - content.count))
      content.append(section)
    }
    for (piece, sum) in KeptBytes.sums(of: content[bodyStart...]).enumerated() {
      content.replace(sum, at: headerStart + text.count + 8 * piece)
    }
    content.replace(LaneChecksum.of(content[sumEnd..<bodyStart]), at: sumEnd - 8)
    try content.write(to: URL(filePath: path), options: .atomic)
  }

  /// The next multiple of 64.
  fileprivate static func aligned(_ position: Int) -> Int { position + (-position & 63) }

  /// Reads an entry; nil when it is not the one asked for, or its head or targets are damaged.
  ///
  /// Inputs stay as they are on the disk until someone asks for them.
  static func decode(_ bytes: Data, key: String) -> DatasetCache.Entry? {
    guard let (header, body) = head(of: bytes), header.key == key,
      let digest = SHA256.Digest(hex: header.digest)
    else { return nil }
    var sections = Sections(body: body)
    guard let training = sections.part(header.training) else { return nil }
    let test = header.test.flatMap { sections.part($0) }
    guard (test == nil) == (header.test == nil) else { return nil }
    let data = ParsedData(
      kind: header.kind,
      shape: header.shape,
      featureNames: header.featureNames,
      targetName: header.targetName,
      maximum: header.maximum,
      training: training,
      test: test,
      droppedRows: header.droppedRows
    )
    return DatasetCache.Entry(data, digest: digest)
  }

  private static func head(of bytes: Data) -> (Header, KeptBytes)? {
    guard bytes.count >= headerStart, bytes.prefix(16).elementsEqual(magic.utf8),
      let size = Int(exactly: bytes.word(at: sumEnd)),
      let bodySize = Int(exactly: bytes.word(at: sumEnd + 8)),
      size <= bytes.count - headerStart, bodySize <= bytes.count
    else { return nil }
    let sumsStart = headerStart + size
    let end = sumsStart + 8 * KeptBytes.pieceCount(bodySize)
    let bodyStart = aligned(end)
    guard bodyStart + bodySize == bytes.count,
      LaneChecksum.of(bytes[sumEnd..<bodyStart]) == bytes.word(at: 16),
      let header = try? JSONDecoder().decode(Header.self, from: bytes[headerStart..<sumsStart]),
      let body = KeptBytes(
        bytes[bodyStart...],
        sums: stride(from: sumsStart, to: end, by: 8).map { bytes.word(at: $0) }
      )
    else { return nil }
    return (header, body)
  }

  /// Takes the values of one part after another.
  private struct Sections {
    let body: KeptBytes
    var position = 0

    mutating func part(_ part: Part) -> ParsedData.Part? {
      guard let inputs = take([part.rows, part.columns, part.element.size]),
        let matrix = FeatureMatrix(
          rows: part.rows,
          columns: part.columns,
          element: part.element,
          kept: KeptBytes.Slice(whole: body, range: inputs)
        )
      else { return nil }
      if let width = part.width {
        guard width > 0, let values = read([part.rows, width, 8]) else { return nil }
        return ParsedData.Part(inputs: matrix, target: .numbers(values.reals, width: width))
      }
      guard let values = read([part.rows, 4]) else { return nil }
      let indices = values.integers
      guard indices.allSatisfy({ part.labels.indices.contains(Int($0)) }) else { return nil }
      return ParsedData.Part(
        inputs: matrix,
        target: .texts(labels: part.labels, indices: indices)
      )
    }

    private mutating func read(_ sizes: [Int]) -> Data? {
      take(sizes).flatMap { body.slice($0) }
    }

    private mutating func take(_ sizes: [Int]) -> Range<Int>? {
      position = DatasetCacheFile.aligned(position)
      guard let count = Int.product(of: sizes), position <= body.count,
        count <= body.count - position
      else { return nil }
      defer { position += count }
      return position..<position + count
    }
  }
}

extension DatasetCacheFile.Part {
  fileprivate init(_ part: ParsedData.Part) {
    (rows, columns, element) = (part.inputs.rows, part.inputs.columns, part.inputs.element)
    switch part.target {
    case .numbers(_, let width): (self.width, labels) = (width, [])
    case .texts(let labels, _): (width, self.labels) = (nil, labels)
    }
  }
}

extension ParsedData {
  /// The values of one part after another.
  fileprivate var sections: [Data] {
    [training, test].compactMap(\.self).flatMap { [$0.inputs.bytes, $0.target.bytes] }
  }
}

extension TargetColumn {
  /// The values, little-endian, as the digest has them.
  var bytes: Data {
    switch self {
    case .numbers(let values, _): Data(littleEndian: values)
    case .texts(_, let indices): indices.map(\.littleEndian).withUnsafeBytes { Data($0) }
    }
  }
}

extension Data {
  /// Puts a little-endian number at an offset from the beginning of a whole file.
  fileprivate mutating func replace(_ word: UInt64, at offset: Int) {
    Swift.withUnsafeBytes(of: word.littleEndian) {
      replaceSubrange(offset..<offset + 8, with: $0)
    }
  }

  /// The little-endian number at an offset from the beginning of a whole file.
  fileprivate func word(at offset: Int) -> UInt64 {
    withUnsafeBytes { bytes in
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }

  fileprivate var reals: [Double] {
    withUnsafeBytes { bytes in (0..<bytes.count / 8).map { bytes.real(at: $0) } }
  }

  fileprivate var integers: [Int32] {
    withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))
      }
    }
  }
}
