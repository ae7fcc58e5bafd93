import Testing

@testable import Experiments

@Suite struct DefinitionKeyTests {
  @Test func `every fixed default is a value of its key`() throws {
    for key in DefinitionKey.allCases {
      guard case .fixed(let text) = key.standard else { continue }
      #expect(throws: Never.self, "\(key.rawValue)") { try SettingValue(text, for: key) }
    }
  }

  @Test func `every meaning is one line without a full stop`() {
    for key in DefinitionKey.allCases {
      #expect(!key.meaning.isEmpty && !key.meaning.contains("\n"))
      #expect(!key.meaning.hasSuffix("."))
    }
  }

  @Test func `names what is allowed in words`() {
    #expect(DefinitionKey.gradientClip.kind.allowed == "a number above 0 or none")
    #expect(DefinitionKey.scale.kind.allowed == "unit, standard or none")
    #expect(DefinitionKey.trainLimit.kind.allowed == "a whole number from 1 to 1000000000 or none")
  }
}
