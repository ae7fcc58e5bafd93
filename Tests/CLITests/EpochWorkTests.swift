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

  @Test func `an update is spread over its mini-batch`() throws {
    let each = try work([.validation: .integer(0), .miniBatchSize: .integer(1)])
    let ten = try work([.validation: .integer(0), .miniBatchSize: .integer(10)])
    #expect(each.products == 150 * 67 * 3)
    #expect(abs(ten.products - 150 * 67 * 2.1) < 1e-6)
  }
}
