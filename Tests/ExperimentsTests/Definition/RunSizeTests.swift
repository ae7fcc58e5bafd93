import Testing

@testable import Experiments

@Suite struct RunSizeTests {
  @Test func `counts the book's network`() throws {
    // 784·30 + 30 + 30·10 + 10 = 23860 (Nielsen ch. 1).
    let definition = try DefinitionSamples.definition(["hidden_layers=[30]"])
    let size = try RunSize(of: definition, inputs: 784, outputs: 10)
    #expect(size.parameters == 23_860)
    #expect(size.bytesPerEpoch == 95_440)
    #expect(size.stateBytes == 0)
    #expect(size.recordBytes(epochs: 30, keeping: .every) == 31 * 95_440 + 31 * 3 * 100)
    #expect(size.recordBytes(epochs: 30, keeping: .last) == 95_440 + 31 * 3 * 100)
  }

  @Test func `counts the optimizer's memory and double precision`() throws {
    let definition = try DefinitionSamples.definition(
      ["hidden_layers=[]", "optimizer=adam", "precision=double"])
    let size = try RunSize(of: definition, inputs: 2, outputs: 3)
    #expect(size.parameters == 9)
    #expect(size.bytesPerEpoch == 72)
    #expect(size.stateBytes == 144)
  }

  @Test func `refuses what cannot be counted`() throws {
    let definition = try DefinitionSamples.definition(["hidden_layers=[65536, 2]"])
    #expect(
      DefinitionSamples.message { try RunSize(of: definition, inputs: .max, outputs: 1) }
        == "hidden_layers '[65536, 2]' give more weights than can be counted; give smaller layers"
    )
    let size = try RunSize(of: definition, inputs: 1 << 40, outputs: 1)
    #expect(size.recordBytes(epochs: 1_000_000_000, keeping: .every) == .max)
  }
}
