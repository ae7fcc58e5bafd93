import Foundation
import Testing

@testable import Experiments

@Suite struct SafetensorsFileTests {
  private func file(_ header: String, _ content: [UInt8] = []) -> Data {
    var bytes = Data()
    bytes.append(littleEndian: UInt64(header.utf8.count))
    return bytes + Data(header.utf8) + Data(content)
  }

  private func message(_ bytes: Data) -> String {
    DataFixture.message { _ = try SafetensorsFile(.bytes(bytes, name: "w")) }
  }

  @Test func `reads what the safetensors package wrote`() throws {
    let path = DataFixture.path("weights.safetensors")
    let file = try SafetensorsFile(.path(path))
    #expect(file.names == ["b2", "w2"])
    #expect(file.metadata == ["made by": "a test"])
    #expect(file.array("w2")?.shape == [2, 3])
    #expect(file.array("w2")?.floats == (0..<6).map { Float($0) / 7 })
    #expect(file.array("b2")?.doubles == [0.5, -0.5])
    let head = try Data(contentsOf: URL(filePath: path)).prefix(16)
    #expect(SafetensorsFile.isSafetensors(head))
  }

  @Test(arguments: ["", "{", "[]", "{\"a\":1}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}"])
  func `refuses other headers`(header: String) {
    #expect(message(file(header)) == "w: byte 8: bad header: not a safetensors header")
  }

  @Test func `refuses a header as deep as it is long`() {
    let deep = String(repeating: "{\"a\":", count: 100_000)
    #expect(message(file(deep)) == "w: byte 8: bad header: not a safetensors header")
  }

  @Test func `refuses sizes beyond the file`() {
    #expect(
      message(Data([UInt8](repeating: 255, count: 9)))
        == "w: byte 0: bad header: not a safetensors file"
    )
    #expect(
      message(Data([100, 0, 0, 0, 0, 0, 0, 0, 0x7b])) == "w: byte 8: the file ends too early"
    )
    func tensor(_ shape: String, _ offsets: String) -> String {
      "{\"a\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":\(offsets)}}"
    }
    let content: [UInt8] = [0, 0, 0x80, 0x3f]
    #expect(message(file(tensor("[1]", "[0,4]"), content)) == "no error")
    for offsets in ["[0,8]", "[4,0]", "[-4,0]", "[0]", "[0,9223372036854775807]"] {
      #expect(
        message(file(tensor("[1]", offsets), content)) == "w: array 'a': the file ends too early"
      )
    }
    for shape in ["[2]", "[-1]", "[4294967296,4294967296,4]", "[0]"] {
      #expect(message(file(tensor(shape, "[0,4]"), content)).contains("does not fit its bytes"))
    }
  }

  @Test func `refuses bytes that are two tensors'`() {
    func tensor(_ name: String, _ shape: String, _ offsets: String) -> String {
      "\"\(name)\":{\"dtype\":\"U8\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }
    let first = tensor("a", "[4]", "[0,4]")
    for (shape, offsets) in [("[4]", "[0,4]"), ("[2]", "[3,5]"), ("[1]", "[1,2]")] {
      #expect(
        message(file("{\(first),\(tensor("b", shape, offsets))}", [1, 2, 3, 4, 5]))
          .hasSuffix("bad header: its bytes are also another tensor's"),
        "\(offsets)"
      )
    }
    let apart = "{\(tensor("b", "[1]", "[4,5]")),\(first),\(tensor("c", "[0]", "[2,2]"))}"
    #expect(message(file(apart, [1, 2, 3, 4, 5])) == "no error")
  }

  @Test func `names a type it does not know`() {
    let header = "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
    #expect(message(file(header, [0, 0, 0, 0])) == "w: array 'a': type 'F16' is not supported")
  }
}
