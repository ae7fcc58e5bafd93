import Testing

@testable import Experiments

@Suite struct DefinitionStoredTests {
  @Test(arguments: [
    [], ["optimizer=adamw", "weight_decay=0.3"], ["optimizer=nesterov", "momentum=0"],
    ["optimizer=momentum"], ["optimizer=rmsprop"], ["optimizer=adam"],
    ["schedule=step", "schedule_factor=0.1", "schedule_epochs=3"], ["schedule=exponential"],
    ["schedule=cosine", "minimum_rate=0.001"], ["schedule=warmup_cosine", "warmup_epochs=0"],
    ["schedule=plateau"], ["hidden_layers=[]"], ["validation=0"], ["validation=17"],
    ["early_stopping=5", "min_delta=0.001"], ["gradient_clip=2.5", "train_limit=50"],
    ["output_activation=softmax", "cost=log_likelihood", "shuffle=false", "precision=double"],
    ["initialization=w.safetensors"],
  ])
  func `comes back as it was`(arguments: [String]) throws {
    let source = Definition.Source(label: "w.safetensors", digest: [1, 2, 3])
    let isFile = arguments.contains { $0.hasPrefix("initialization") }
    let definition = try DefinitionSamples.definition(arguments, weights: isFile ? source : nil)
    let back = try Definition(
      stored: definition.values,
      data: definition.data,
      initialWeights: isFile ? source : nil
    )
    #expect(back == definition)
    #expect(back.id == definition.id)
  }

  @Test func `can be changed in one key`() throws {
    let definition = try DefinitionSamples.definition(["optimizer=nesterov", "epochs=3"])
    var settings = Settings(definition)
    settings[.learningRate] = .real(0.1)
    #expect(
      try Definition(resolving: settings, for: DefinitionSamples.images())
        == DefinitionSamples.definition(["optimizer=nesterov", "epochs=3", "learning_rate=0.1"])
    )
  }

  @Test func `whole numbers of any column type are read`() throws {
    let definition = try DefinitionSamples.definition(["learning_rate=3"])
    var values = definition.values
    values[.learningRate] = .integer(3)
    values[.epochs] = .real(30)
    values[.hiddenLayers] = .text("[30]")
    #expect(try Definition(stored: values, data: definition.data) == definition)
  }

  @Test func `junk is refused and never traps`() throws {
    let definition = try DefinitionSamples.definition([])
    let junk: [SettingValue] = [
      .integer(.min), .integer(-1), .real(.nan), .real(-.infinity), .real(1e300), .text(""),
      .text("auto"), .text("all"), .text("w.npz"), .list([0]), .list([.max]), .text("\u{0}"),
    ]
    for key in DefinitionKey.allCases where key != .data && key != .target {
      var refused = 0
      for value in junk {
        var values = definition.values
        values[key] = value
        do { _ = try Definition(stored: values, data: definition.data) } catch { refused += 1 }
      }
      if definition[key] != nil { #expect(refused > 0, "\(key.rawValue)") }
    }
  }

  @Test func `says what is missing or unresolved`() throws {
    let definition = try DefinitionSamples.definition([])
    var values = definition.values
    values[.cost] = nil
    #expect(
      DefinitionSamples.message { try Definition(stored: values, data: definition.data) }
        == "key 'cost' is missing"
    )
    values[.cost] = .text("quadratic")
    values[.miniBatchSize] = .text("all")
    #expect(
      DefinitionSamples.message { try Definition(stored: values, data: definition.data) }
        == "mini_batch_size 'all' is not a resolved value"
    )
  }
}
