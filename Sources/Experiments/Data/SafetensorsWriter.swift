public import FoundationEssentials

/// Writes a safetensors file: all shapes first, then tensor after tensor.
public struct SafetensorsWriter {
  /// What the header says of one tensor.
  public struct Tensor: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// The type of its elements.
    public let element: NumericArray.Element
    /// Its sizes, slowest first.
    public let shape: [Int]

    /// Creates a description.
    public init(name: String, element: NumericArray.Element, shape: [Int]) {
      self.name = name
      self.element = element
      self.shape = shape
    }
  }

  /// Tensors that are not those announced.
  public enum OrderError: Error, Equatable {
    /// The array is not the one that comes next, or comes big-endian.
    case unexpected(shape: [Int])
    /// The tensor was announced but never came.
    case missing(name: String)
  }

  private let sink: (Data) throws -> Void
  private var announced: ArraySlice<Tensor>

  /// Writes the header.
  ///
  /// - Throws: What the sink throws.
  public init(
    _ tensors: [Tensor],
    metadata: [String: String] = [:],
    sink: @escaping (Data) throws -> Void
  ) throws {
    self.sink = sink
    announced = tensors[...]
    var text = try Self.header(tensors, metadata: metadata)
    text.append(Data(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    var prelude = Data()
    prelude.append(littleEndian: UInt64(text.count))
    try sink(prelude + text)
  }

  /// Writes the next tensor.
  ///
  /// - Throws: ``OrderError/unexpected(shape:)``, or what the sink throws.
  public mutating func append(_ array: NumericArray) throws {
    guard let next = announced.first, next.shape == array.shape, next.element == array.element,
      !array.isBigEndian
    else { throw OrderError.unexpected(shape: array.shape) }
    announced = announced.dropFirst()
    try sink(array.bytes)
  }

  /// Checks that all tensors came.
  public func finish() throws {
    if let next = announced.first { throw OrderError.missing(name: next.name) }
  }

  /// The JSON header, keys in the order of the tensors.
  private static func header(_ tensors: [Tensor], metadata: [String: String]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = Data("{".utf8)
    if !metadata.isEmpty {
      text.append(Data("\"__metadata__\":".utf8) + (try encoder.encode(metadata)))
    }
    var start = 0
    for tensor in tensors {
      let end = start + tensor.shape.reduce(tensor.element.byteCount, *)
      let type = SafetensorsFile.types.first { $0.value == tensor.element }?.key ?? ""
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      text.append(try encoder.encode(tensor.name))
      text.append(
        Data(
          ":{\"dtype\":\"\(type)\",\"shape\":\(tensor.shape),\"data_offsets\":[\(start),\(end)]}"
            .utf8
        )
      )
      start = end
    }
    text.append(UInt8(ascii: "}"))
    return text
  }
}
