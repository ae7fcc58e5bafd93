import Experiments
import Testing

@testable import descent

@Suite struct EpochWorkTests {
  private func work(_ words: [DefinitionKey: SettingValue]) throws -> EpochWork {
    let shelf = DataShelf()
    var settings = Settings([.data: .text("iris"), .hiddenLayers: .list([8])])
    for (key, value) in words { settings[key] = value }
    let definition = try shelf.definition(settings)
    return try EpochWork(of: definition, over: try shelf.dataset(of: definition))
  }

  @Test func `counts parameters, and a validated example as a third of a trained one`() throws {
    // [4, 8, 3]: 8 (4 + 1) + 3 (8 + 1) = 67.
    #expect(try work([:]).parameters == 67)
    #expect(try work([.validation: .integer(0)]).examples == 150)
    #expect(try work([.validation: .integer(30)]).examples == 120 + 30 / 3)
    let limited = try work([.validation: .integer(30), .trainLimit: .integer(90)])
    #expect(limited.examples == 60 + 30 / 3)
  }

  @Test func `a number of double precision is twice the work`() throws {
    let single = try work([.validation: .integer(0)])
    let double = try work([.validation: .integer(0), .precision: .text("double")])
    #expect(single.bytes == 150 * 67 * 4)
    #expect(double.bytes == 150 * 67 * 8)
  }
}
