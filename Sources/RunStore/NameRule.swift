/// What names of experiments, sweeps and tags may be.
enum NameRule {
  static let byteLimit = 255

  /// Refuses names that terminals, files or SQL would trip over.
  static func check(_ name: String, kind: String) throws(StoreError) {
    if name.isEmpty { throw .badText(kind: kind, text: name, reason: "has no characters") }
    guard name.utf8.count <= byteLimit else {
      throw .badText(
        kind: kind,
        text: String(name.prefix(20)) + "…",
        reason: "is longer than \(byteLimit) bytes"
      )
    }
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    guard isPlain else {
      throw .badText(kind: kind, text: name.debugDescription, reason: "has control characters")
    }
  }
}
