extension SettingValue {
  /// Reads a value as its key's type has it: `3`, `3.0` and `3e0` are the same whole number, `yes`
  /// is no boolean and `010` is ten.
  ///
  /// - Throws: `badValue` for text that is not allowed, `noValue` for none.
  public init(_ text: String, for key: DefinitionKey) throws(DefinitionError) {
    let trimmed = text.trimmed
    guard !trimmed.isEmpty else { throw DefinitionError(.noValue(key.rawValue)) }
    guard let value = Self.read(trimmed, as: key.kind) else {
      throw DefinitionError(
        .badValue(
          key: key.rawValue,
          value: trimmed,
          allowed: key.kind.allowed,
          nearest: Self.nearestWord(trimmed, key.kind)
        )
      )
    }
    self = value
  }

  private static func read(_ text: String, as kind: SettingKind) -> SettingValue? {
    if kind.words.contains(text), kind != .boolean { return .text(text) }
    if kind.words.contains("none"), text == "null" || text == "~" { return .text("none") }
    switch kind {
    case .integer(let range, _):
      return DecimalText.integer(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .real(let bounds, _):
      return DecimalText.real(text).flatMap { bounds.contains($0) ? .real($0) : nil }
    case .boolean: return boolean(text)
    case .word: return nil
    case .wordOrFile: return isWeightsFile(text) ? .text(text) : nil
    case .text: return isOneLine(text) ? .text(text) : nil
    case .layers: return layers(text)
    case .validation: return validation(text)
    }
  }

  /// Only what is written as a boolean is one; Python's and JSON's spelling.
  private static func boolean(_ text: String) -> SettingValue? {
    switch text {
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: nil
    }
  }

  /// A whole number is a count, so that 1.0 is one example and not all of them.
  private static func validation(_ text: String) -> SettingValue? {
    if let count = DecimalText.integer(text) {
      return (0...SettingKind.maximumCount).contains(count) ? .integer(count) : nil
    }
    return DecimalText.real(text).flatMap { $0 > 0 && $0 < 1 ? .real($0) : nil }
  }

  private static func layers(_ text: String) -> SettingValue? {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.count >= 2 else { return nil }
    let inside = String(text.dropFirst().dropLast()).trimmed
    guard !inside.isEmpty else { return .list([]) }
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= SettingKind.maximumLayers else { return nil }
    let sizes = parts.compactMap { DecimalText.integer(String($0).trimmed) }
    guard sizes.count == parts.count, sizes.allSatisfy(SettingKind.layerSizes.contains) else {
      return nil
    }
    return .list(sizes)
  }

  private static func isWeightsFile(_ text: String) -> Bool {
    isOneLine(text) && (text.hasSuffix(".npz") || text.hasSuffix(".safetensors"))
  }

  private static func isOneLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  private static func nearestWord(_ text: String, _ kind: SettingKind) -> String? {
    let isNumber = DecimalText.real(text) != nil
    return isNumber || kind == .boolean ? nil : NearestWord.find(text, among: kind.words)
  }
}

extension String {
  /// Without spaces, tabs and line ends around it.
  var trimmed: String {
    let front = drop { Self.blanks.contains($0) }
    guard let last = front.lastIndex(where: { !Self.blanks.contains($0) }) else { return "" }
    return String(front[...last])
  }

  private static let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
}
