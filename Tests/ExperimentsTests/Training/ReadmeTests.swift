import Experiments
import Testing

/// The library's example in the README, as it stands there.
@Suite struct ReadmeTests {
  @Test func `trains the digits in ten lines`() throws {
    let digits = try DataSource("digits").load()
    let settings = Settings([
      .hiddenLayers: .list([30]), .learningRate: .real(0.5), .epochs: .integer(5),
    ])
    let definition = try Definition(resolving: settings, for: digits.traits(label: "digits"))
    let recorder = InMemoryRecorder()
    try RunTraining(load: { _ in digits })
      .train(PlannedRun(definition: definition), recorder: recorder)
    let epochs = recorder[definition.id]?.epochs ?? []
    #expect(epochs.map(\.epoch) == Array(0...5))
    #expect(epochs.last?.validation?.accuracy ?? 0 > 0.9)
  }
}
