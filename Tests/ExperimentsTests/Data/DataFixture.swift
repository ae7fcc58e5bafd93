import Foundation

@testable import Experiments

/// Files that `make_fixtures.py` made, and files that tests make for themselves.
enum DataFixture {
  /// The path of a fixture.
  static func path(_ name: String) -> String {
    Bundle.module.bundlePath + "/Fixtures/data/" + name
  }

  /// A JSON fixture.
  static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path(name))))
  }

  /// A table read from text.
  static func table(
    _ text: String,
    target: String? = nil,
    missing: MissingValues? = nil,
    limits: DataLimits = DataLimits()
  ) throws -> ParsedData {
    try DataReader(target: target, missing: missing, limits: limits)
      .file(.bytes(Data(text.utf8), name: "t.csv"))
  }

  /// The error that reading bytes ends with, as the user reads it.
  static func message(_ bytes: [UInt8], limits: DataLimits = DataLimits()) -> String {
    message { _ = try DataReader(limits: limits).file(.bytes(Data(bytes), name: "f")) }
  }

  /// The error that a closure ends with, as the user reads it.
  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  /// An IDX file of bytes.
  static func idx(_ shape: [Int], _ elements: [UInt8]) -> [UInt8] {
    let sizes = shape.flatMap { size in withUnsafeBytes(of: UInt32(size).bigEndian) { Array($0) } }
    return [0, 0, 8, UInt8(shape.count)] + sizes + elements
  }

  /// Bytes as a gzip file of stored blocks, made without zlib's deflate.
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = content[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let count = UInt16(block.count)
      file.append(rest.isEmpty ? 1 : 0)
      for value in [count, ~count] { file += [UInt8(value & 255), UInt8(value >> 8)] }
      file += block
    } while !rest.isEmpty
    for value in [Data(content).crc32(), UInt32(content.count)] {
      withUnsafeBytes(of: value.littleEndian) { file += $0 }
    }
    return file
  }
}

/// A folder of its own for one test.
final class ScratchFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "data-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }
}
