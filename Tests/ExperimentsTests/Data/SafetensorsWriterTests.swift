import Foundation
import Testing

@testable import Experiments

@Suite struct SafetensorsWriterTests {
  private let w2 = NumericArray(
    shape: [2, 2],
    element: .float32,
    bytes: Data((0..<16).map { UInt8($0) })
  )
  private let b2 = NumericArray(shape: [2], element: .float64, bytes: Data(count: 16))

  @Test func `writes files that read back equal`() throws {
    let (w2, b2) = (try #require(w2), try #require(b2))
    var bytes = Data()
    var writer = try SafetensorsWriter(
      [
        .init(name: "w2", element: .float32, shape: [2, 2]),
        .init(name: "b\"2", element: .float64, shape: [2]),
      ],
      metadata: ["run": "1"]
    ) { bytes.append($0) }
    try writer.append(w2)
    try writer.append(b2)
    try writer.finish()
    let file = try SafetensorsFile(.bytes(bytes, name: "w"))
    #expect(file.metadata == ["run": "1"])
    #expect(file.array("w2") == w2)
    #expect(file.array("b\"2") == b2)
    #expect((bytes.count - 32) % 8 == 0)
  }

  @Test func `refuses tensors that are not those announced`() throws {
    let (w2, b2) = (try #require(w2), try #require(b2))
    var writer = try SafetensorsWriter([.init(name: "w2", element: .float32, shape: [2, 2])]) { _ in
    }
    #expect(throws: SafetensorsWriter.OrderError.unexpected(shape: [2])) { try writer.append(b2) }
    #expect(throws: SafetensorsWriter.OrderError.missing(name: "w2")) { try writer.finish() }
    try writer.append(w2)
    try writer.finish()
    #expect(throws: SafetensorsWriter.OrderError.unexpected(shape: [2, 2])) {
      try writer.append(w2)
    }
  }
}
