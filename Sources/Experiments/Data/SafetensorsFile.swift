import FoundationEssentials

/// A safetensors file: the size of a JSON header in 8 bytes, the header, then the tensors' bytes.
public struct SafetensorsFile: Sendable {
  /// The names of the tensors, sorted.
  public let names: [String]
  /// What the header says about the file.
  public let metadata: [String: String]
  private let tensors: [String: NumericArray]

  /// Reads the whole file.
  ///
  /// - Throws: ``DataError/malformed(file:_:_:)`` when it is no such file or a tensor lies outside
  ///   it, or an error of reading.
  public init(_ source: SourceFile, limits: DataLimits = DataLimits()) throws(DataError) {
    let stream = try ByteStream(source, limits: limits)
    let file = stream.name
    let prelude = try stream.take(8)
    let size = prelude.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard prelude.count == 8, size <= UInt64(limits.headerBytes) else {
      throw .malformed(file: file, .byte(0), .header("not a safetensors file"))
    }
    let text = try stream.take(Int(size))
    guard text.count == Int(size) else { throw .malformed(file: file, .byte(8), .truncated) }
    guard text.first == UInt8(ascii: "{"),
      let header = try? JSONDecoder().decode(Header.self, from: text)
    else { throw .malformed(file: file, .byte(8), .header("not a safetensors header")) }
    try Self.refuseOverlaps(header.tensors, file: file)
    let content = try stream.take(limits.contentBytes)
    var tensors: [String: NumericArray] = [:]
    for (name, tensor) in header.tensors {
      tensors[name] = try Self.array(tensor, content, file: file, name: name)
    }
    self.tensors = tensors
    names = tensors.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    metadata = header.metadata
  }

  /// Whether a file's first bytes may be a safetensors file's.
  public static func isSafetensors(_ prefix: some Collection<UInt8>) -> Bool {
    let head = Array(prefix.prefix(9))
    return head.count == 9 && head[8] == UInt8(ascii: "{") && head[4..<8].allSatisfy { $0 == 0 }
  }

  /// The tensor of a name; nil when there is none.
  public func array(_ name: String) -> NumericArray? { tensors[name] }

  static let types: [String: NumericArray.Element] = [
    "BOOL": .bool, "I8": .int8, "U8": .uint8, "I16": .int16, "U16": .uint16, "I32": .int32,
    "U32": .uint32, "I64": .int64, "U64": .uint64, "F32": .float32, "F64": .float64,
  ]

  /// No byte is part of two tensors.
  private static func refuseOverlaps(
    _ tensors: [String: Tensor],
    file: String
  ) throws(DataError) {
    var end = 0
    let ranges = tensors.filter { $0.value.data_offsets.count == 2 }
      .map { (first: $0.value.data_offsets[0], last: $0.value.data_offsets[1], name: $0.key) }
    for (first, last, name) in ranges.sorted(by: <) where first >= 0 && first < last {
      if first < end {
        throw .malformed(file: file, .member(name), .header("its bytes are also another tensor's"))
      }
      end = max(end, last)
    }
  }

  private static func array(
    _ tensor: Tensor,
    _ content: Data,
    file: String,
    name: String
  ) throws(DataError) -> NumericArray {
    guard let element = types[tensor.dtype] else {
      throw .malformed(file: file, .member(name), .unsupported("type '\(tensor.dtype)'"))
    }
    let offsets = tensor.data_offsets
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1],
      offsets[1] <= content.count
    else { throw .malformed(file: file, .member(name), .truncated) }
    let bytes = content.dropFirst(offsets[0]).prefix(offsets[1] - offsets[0])
    guard let array = NumericArray(shape: tensor.shape, element: element, bytes: bytes) else {
      throw .malformed(
        file: file,
        .member(name),
        .header("shape \(tensor.shape) does not fit its bytes")
      )
    }
    return array
  }

  /// One tensor of the header; the names are the format's.
  private struct Tensor: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]  // swift-format-ignore: AlwaysUseLowerCamelCase
  }

  private struct Header: Decodable {
    var tensors: [String: Tensor] = [:]
    var metadata: [String: String] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == "__metadata__" {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          tensors[key.stringValue] = try container.decode(Tensor.self, forKey: key)
        }
      }
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
