extension SearchAxis {
  /// Reads what stands under a key of `parameters`: `{value}`, `{values}` or
  /// `{min, max, distribution, q}`, as W&B has it.
  init(parameter node: YAMLNode, for key: DefinitionKey) throws(DefinitionError) {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else {
      throw DefinitionError(
        .wrongShape(
          key: "parameters." + key.rawValue,
          needs: "{value: …}, {values: […]} or {min: …, max: …}"
        )
      )
    }
    let parameter = Parameter(key: key, entries: entries)
    try parameter.refuseUnknownKeys()
    switch try parameter.distribution() {
    case .constant: self.init(key, choices: [try parameter.value("value").setting(for: key)])
    case .categorical: self.init(key, choices: try parameter.values())
    case let distribution:
      self.init(key, distribution: try parameter.drawn(distribution))
    }
  }
}

private struct Parameter {
  enum Shape: String, CaseIterable {
    case constant, categorical, uniform
    case integers = "int_uniform"
    case logUniform = "log_uniform_values"
    case quantized = "q_uniform"
    case logQuantized = "q_log_uniform_values"
  }

  let key: DefinitionKey
  let entries: [YAMLNode.Entry]

  private var name: String { "parameters." + key.rawValue }
  private static let known = ["value", "values", "min", "max", "distribution", "q"]

  func refuseUnknownKeys() throws(DefinitionError) {
    for entry in entries where !Self.known.contains(entry.key) {
      throw DefinitionError.unknown(entry.key, of: name, among: Self.known, at: entry.place)
    }
  }

  private func node(_ name: String) -> YAMLNode? {
    entries.first { $0.key == name }?.value
  }

  func value(_ part: String) throws(DefinitionError) -> YAMLNode {
    guard let node = node(part) else {
      throw DefinitionError(.missingKey("\(name).\(part)"))
    }
    return node
  }

  func values() throws(DefinitionError) -> [SettingValue] {
    let node = try value("values")
    guard case .sequence(let nodes) = node.content, !nodes.isEmpty else {
      throw DefinitionError(
        .wrongShape(key: name + ".values", needs: "a list with at least one value"),
        at: node.place
      )
    }
    var values: [SettingValue] = []
    for node in nodes { values.append(try node.setting(for: key)) }
    return values
  }

  /// The shape that is named, else W&B's default for the keys that are there.
  func distribution() throws(DefinitionError) -> Shape {
    let named = try namedShape()
    let shape = if let named { named } else { try impliedShape() }
    let read: Set<String> =
      switch shape {
      case .constant: ["value"]
      case .categorical: ["values"]
      case .uniform, .integers, .logUniform: ["min", "max"]
      case .quantized, .logQuantized: ["min", "max", "q"]
      }
    for entry in entries where entry.key != "distribution" && !read.contains(entry.key) {
      throw DefinitionError(
        .wrongShape(
          key: name,
          needs: "\(read.sorted().joined(separator: ", ")) and no \(entry.key) "
            + "for distribution \(shape.rawValue)"
        ),
        at: entry.place
      )
    }
    return shape
  }

  private func namedShape() throws(DefinitionError) -> Shape? {
    guard let node = node("distribution") else { return nil }
    let text = try node.scalar(for: name + ".distribution")
    if text == "log_uniform" || text == "q_log_uniform" {
      throw DefinitionError(
        .refused(
          key: name + ".distribution",
          value: text,
          reason: "its bounds are exponents; give \(text)_values with the values themselves"
        ),
        at: node.place
      )
    }
    do throws(DefinitionError) {
      return try SearchRequest.word(text, for: name + ".distribution")
    } catch {
      throw error.at(node.place)
    }
  }

  private func impliedShape() throws(DefinitionError) -> Shape {
    if node("value") != nil { return .constant }
    if node("values") != nil { return .categorical }
    if node("q") != nil { return .quantized }
    guard !key.isWhole, try areWholeBounds() else { return key.isWhole ? .integers : .uniform }
    throw DefinitionError(
      .wrongShape(
        key: name,
        needs: "distribution: uniform or int_uniform, as its bounds are whole numbers"
      )
    )
  }

  private func areWholeBounds() throws(DefinitionError) -> Bool {
    for part in ["min", "max"] {
      guard Int(try value(part).scalar(for: "\(name).\(part)")) != nil else { return false }
    }
    return true
  }

  func drawn(_ shape: Shape) throws(DefinitionError) -> Distribution {
    guard key.kind.isNumeric else {
      throw DefinitionError(
        .wrongShape(key: name, needs: "values, because it is \(key.kind.allowed)")
      )
    }
    let bounds = (low: try number("min"), high: try number("max"))
    let range = try Distribution.range(key, bounds)
    let isLogarithmic = shape == .logUniform || shape == .logQuantized
    if isLogarithmic || shape == .integers {
      let whole = try Distribution(key: key, bounds: bounds, isLogarithmic: isLogarithmic)
      if shape == .logUniform { return whole }
    }
    switch shape {
    case .integers: return .integers(try Self.whole(range, name))
    case .quantized: return .quantized(range, q: try quantum())
    case .logQuantized: return .logQuantized(range, q: try quantum())
    default: break
    }
    guard !key.isWhole else {
      throw DefinitionError(
        .wrongShape(key: name, needs: "distribution: int_uniform, because it is a whole number")
      )
    }
    return .uniform(range)
  }

  private static func whole(
    _ range: ClosedRange<Double>,
    _ name: String
  ) throws(DefinitionError) -> ClosedRange<Int> {
    guard let low = Int(exactly: range.lowerBound), let high = Int(exactly: range.upperBound) else {
      throw DefinitionError(.wrongShape(key: name, needs: "whole bounds for int_uniform"))
    }
    return low...high
  }

  private func quantum() throws(DefinitionError) -> Double {
    let q = node("q") == nil ? 1 : try number("q")
    guard q > 0, !key.isWhole || q == q.rounded() else {
      throw DefinitionError(
        .badValue(
          key: name + ".q",
          value: NumberText.shortest(q),
          allowed: key.isWhole ? "a whole number above 0" : "a number above 0",
          nearest: nil
        )
      )
    }
    return q
  }

  private func number(_ part: String) throws(DefinitionError) -> Double {
    let node = try value(part)
    let text = try node.scalar(for: "\(name).\(part)")
    guard let number = DecimalText.real(text) else {
      throw DefinitionError(
        .badValue(key: "\(name).\(part)", value: text, allowed: "a number", nearest: nil),
        at: node.place
      )
    }
    return number
  }
}
