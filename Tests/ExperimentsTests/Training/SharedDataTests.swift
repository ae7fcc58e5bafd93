import NeuralNetwork
import Synchronization
import Testing

@testable import Experiments

@Suite struct SharedDataTests {
  private struct Unreadable: Error {}

  private func definition(_ words: [DefinitionKey: SettingValue] = [:]) throws -> Definition {
    let dataset = try DataSource("iris").load()
    var settings = Settings([.data: .text("iris")])
    for (key, value) in words { settings[key] = value }
    return try Definition(resolving: settings, for: dataset.traits(label: "iris"))
  }

  @Test func `what was prepared beforehand is not prepared again`() throws {
    let loads = Mutex(0)
    let shared = SharedData { _ in
      loads.withLock { $0 += 1 }
      return try DataSource("iris").load()
    }
    for precision in ["single", "double"] {
      let definition = try definition([.precision: .text(precision)])
      shared.prepare(definition)
      let count = loads.withLock(\.self)
      if precision == "single" {
        #expect(try shared.prepared(definition, as: Float.self).training.count == 120)
      } else {
        #expect(try shared.prepared(definition, as: Double.self).training.count == 120)
      }
      #expect(loads.withLock(\.self) == count)
    }
    #expect(loads.withLock(\.self) == 2)
  }

  @Test func `what goes wrong beforehand is told to whoever asks`() throws {
    let shared = SharedData { _ in throw Unreadable() }
    let definition = try definition()
    shared.prepare(definition)
    #expect(throws: Unreadable.self) { try shared.prepared(definition, as: Float.self) }
  }
}
