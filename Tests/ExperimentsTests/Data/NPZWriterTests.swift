import Foundation
import Testing

@testable import Experiments

@Suite struct NPZWriterTests {
  private func array(_ shape: [Int], _ element: NumericArray.Element) throws -> NumericArray {
    let count = shape.reduce(element.byteCount, *)
    return try #require(
      NumericArray(shape: shape, element: element, bytes: Data((0..<count).map { UInt8($0 % 64) }))
    )
  }

  @Test func `writes archives that read back equal`() throws {
    let arrays = [
      ("w2", try array([2, 3], .float32)), ("b2", try array([5], .float64)),
      ("number", try array([], .int64)), ("none", try array([0, 3], .uint8)),
    ]
    var bytes = Data()
    var writer = NPZWriter { bytes.append($0) }
    for (name, array) in arrays { try writer.append(array, named: name) }
    try writer.finish()
    let archive = try NPZArchive(.bytes(bytes, name: "w.npz"))
    #expect(archive.names == arrays.map(\.0))
    for (name, array) in arrays { #expect(try archive.array(name) == array) }
  }

  @Test func `writes the header that NumPy writes`() throws {
    let header = NPYFile.header(try array([2, 3], .float32))
    #expect(header.count % 64 == 0)
    #expect(
      String(decoding: header.dropFirst(10), as: UTF8.self).trimmingCharacters(
        in: .whitespacesAndNewlines
      )
        == "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    )
  }

  /// NumPy, Python's zipfile and unzip read these bytes, and found the arrays equal.
  @Test func `writes the bytes that NumPy was seen to read`() throws {
    var bytes = Data()
    var writer = NPZWriter { bytes.append($0) }
    try writer.append(try array([2, 3], .float32), named: "w2")
    try writer.append(try array([3], .float64), named: "b2")
    try writer.append(try array([0, 3], .uint8), named: "e")
    let number = Data([1, 2, 0, 0, 0, 0, 0, 0])
    try writer.append(
      try #require(NumericArray(shape: [], element: .int64, bytes: number)),
      named: "s"
    )
    try writer.finish()
    #expect(
      SHA256.hash(bytes).description
        == "8b33e0d91e83a81d2f0a472698c6c7d9036c4a37e3e318e20ee19fff2bdb9e48"
    )
  }

  @Test func `stops where the sink does`() throws {
    struct Full: Error {}
    var writer = NPZWriter { _ in throw Full() }
    let array = try array([2], .uint8)
    #expect(throws: Full.self) { try writer.append(array, named: "a") }
  }
}
