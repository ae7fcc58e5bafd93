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

  @Test func `refuses what cannot be recorded`() throws {
    let definition = try DefinitionSamples.definition(["hidden_layers=[65536, 2]"])
    let refusal =
      "hidden_layers '[65536, 2]' make more weights than can be recorded, 1 GB with the "
      + "optimizer's memory; give smaller layers"
    for inputs in [Int.max, 1 << 40, 4000] {
      let message = DefinitionSamples.message {
        try RunSize(of: definition, inputs: inputs, outputs: 1)
      }
      #expect(message == refusal)
    }
    let size = try RunSize(of: definition, inputs: 3000, outputs: 1)
    #expect(size.bytesPerEpoch == 4 * (3001 * 65_536 + 65_537 * 2 + 3))
    let adam = try DefinitionSamples.definition(["hidden_layers=[65536, 2]", "optimizer=adam"])
    let remembered = DefinitionSamples.message {
      try RunSize(of: adam, inputs: 3000, outputs: 1)
    }
    #expect(remembered == refusal)
    let resolved = DefinitionSamples.message {
      try DefinitionSamples.definition(["hidden_layers=[65536, 65536]"])
    }
    #expect(resolved.hasPrefix("hidden_layers '[65536, 65536]' make more weights"))
  }
}
