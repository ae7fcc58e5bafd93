import Experiments
import Foundation

@testable import RunStore

/// The readers of what people write: sweeps, `key=value` words, definitions and filters.
enum TextParsers {
  private static let traits = DataTraits(
    source: Definition.Source(label: "data", digest: [UInt8](repeating: 7, count: 32)),
    kind: .table,
    examples: 100,
    hasTestFiles: false,
    inputs: 4,
    target: .init(name: "y", classes: 3, columns: 1, range: 0...2, looksLikeClasses: true)
  )

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Sendable static func sweepFile(_ bytes: [UInt8]) {
    if let request = try? SearchRequest(yaml: text(bytes), file: "sweep.yaml") { resolve(request) }
  }

  /// One word a line.
  @Sendable static func arguments(_ bytes: [UInt8]) {
    let words = text(bytes).split(separator: "\n", omittingEmptySubsequences: false)
    if let request = try? SearchRequest(arguments: words.map(String.init)) { resolve(request) }
  }

  private static func resolve(_ request: SearchRequest) {
    if let settings = try? request.settings() { resolve(settings) }
    guard let space = try? SearchSpace(request) else { return }
    for point in Set([0, space.count / 2, space.count - 1]) where point >= 0 {
      if let settings = try? space.point(point) { resolve(settings) }
    }
  }

  private static func resolve(_ settings: Settings) {
    guard let definition = try? Definition(resolving: settings, for: traits) else { return }
    measure(definition)
    let values = Settings(definition).values
    guard let again = try? Definition(stored: values, data: definition.data) else {
      // A file of first weights has a digest that settings do not hold.
      precondition(settings.initialWeightsFile != nil, "\(values) is not read back")
      return
    }
    precondition(again.id == definition.id, "\(values) reads back as another run")
  }

  private static func measure(_ definition: Definition) {
    let size = try? RunSize(of: definition, inputs: 4, outputs: 3)
    _ = size?.recordBytes(epochs: definition.epochs, keeping: .every)
  }

  /// Stored values of any type: one key a line, `i`, `r` or `t` and what it holds.
  @Sendable static func definition(_ bytes: [UInt8]) {
    var stored: [DefinitionKey: SettingValue] = [:]
    for line in text(bytes).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let key = DefinitionKey(rawValue: String(parts[0])) else { continue }
      let value = String(parts[1].dropFirst())
      switch parts[1].first {
      case "i": stored[key] = SettingValue(.integer(Int(value) ?? .min), of: key)
      case "r": stored[key] = SettingValue(.real(Double(value) ?? -.infinity), of: key)
      default: stored[key] = SettingValue(.text(value), of: key)
      }
    }
    guard let definition = try? Definition(stored: stored, data: traits.source) else { return }
    _ = definition.id
    measure(definition)
    for epoch in [1, 2, definition.epochs] { _ = definition.validation.heldOut(of: epoch) }
  }

  /// One filter in sixteen is also asked, which takes a hundred times as long: the statement that
  /// comes of it must be one.
  static func filter(_ store: RunStore) -> @Sendable ([UInt8]) -> Void {
    { bytes in
      _ = try? RunExpression(text(bytes))
      guard let condition = try? Condition(filter: text(bytes)),
        bytes.reduce(0, &+) % 16 == 0
      else { return }
      do {
        _ = try store.counts(where: condition)
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }
}
