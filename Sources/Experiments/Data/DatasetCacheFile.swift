import FoundationEssentials

/// The layout of a kept entry: magic, a check sum of all that follows it, the size of a JSON header,
/// the header, then the values of each part, each from a multiple of 64 bytes.
enum DatasetCacheFile {
  static let magic = "descent cache 2\n"
  private static let headerStart = 32

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
    var content = Data(capacity: headerStart + text.count + data.byteCount + 5 * 64)
    content.append(contentsOf: magic.utf8)
    content.append(littleEndian: UInt64(0))
    content.append(littleEndian: UInt64(text.count))
    content.append(text)
    for part in [data.training, data.test].compactMap(\.self) {
      for section in [part.inputs.bytes, part.target.bytes] {
        content.append(Data(count: -content.count & 63))
        content.append(section)
      }
    }
    let checksum = LaneChecksum.of(content.dropFirst(headerStart - 8)).littleEndian
    withUnsafeBytes(of: checksum) { content.replaceSubrange(16..<24, with: $0) }
    try content.write(to: URL(filePath: path), options: .atomic)
  }

  /// Reads an entry; nil when it is damaged, or not the one asked for.
  static func decode(_ bytes: Data, key: String) -> DatasetCache.Entry? {
    guard bytes.count >= headerStart, bytes.prefix(16).elementsEqual(magic.utf8) else { return nil }
    let (checksum, size) = bytes.withUnsafeBytes { bytes in
      (
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      )
    }
    guard LaneChecksum.of(bytes.dropFirst(headerStart - 8)) == checksum,
      let size = Int(exactly: size), size <= bytes.count - headerStart,
      let header = try? JSONDecoder().decode(
        Header.self,
        from: bytes.dropFirst(headerStart).prefix(size)
      ),
      header.key == key, let digest = SHA256.Digest(hex: header.digest)
    else { return nil }
    var sections = Sections(bytes: bytes, position: headerStart + size)
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

  /// Takes the values of one part after another.
  private struct Sections {
    let bytes: Data
    var position: Int

    mutating func part(_ part: Part) -> ParsedData.Part? {
      let size = part.element == .byte ? 1 : 8
      guard let inputs = take([part.rows, part.columns, size]),
        let matrix = FeatureMatrix(
          rows: part.rows,
          columns: part.columns,
          element: part.element,
          bytes: inputs
        )
      else { return nil }
      if let width = part.width {
        guard width > 0, let values = take([part.rows, width, 8]) else { return nil }
        return ParsedData.Part(inputs: matrix, target: .numbers(values.reals, width: width))
      }
      guard let values = take([part.rows, 4]) else { return nil }
      let indices = values.integers
      guard indices.allSatisfy({ part.labels.indices.contains(Int($0)) }) else { return nil }
      return ParsedData.Part(
        inputs: matrix,
        target: .texts(labels: part.labels, indices: indices)
      )
    }

    private mutating func take(_ sizes: [Int]) -> Data? {
      position += -position & 63
      guard let count = Int.product(of: sizes), position <= bytes.count,
        count <= bytes.count - position
      else { return nil }
      defer { position += count }
      return bytes.dropFirst(position).prefix(count)
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
  fileprivate var byteCount: Int {
    [training, test].compactMap(\.self).reduce(0) {
      $0 + $1.inputs.bytes.count + 8 * $1.target.count
    }
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
