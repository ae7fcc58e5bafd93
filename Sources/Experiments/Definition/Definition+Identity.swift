import NeuralNetwork

extension Definition {
  /// The text that names the run: one `key=value` line for each key that is read, and one for
  /// `numerics_version`, sorted by key, each ended by a line feed.
  ///
  /// - Numbers have the fewest digits that read back to the same bits, whole ones no point; −0 is 0.
  /// - Data and weight files are their SHA-256 in hexadecimal digits, never a name or a path.
  /// - In text, `\` is written `\\` and a line feed `\n`, so that no value can look like two lines.
  /// - The limits `epochs`, `early_stopping` and `min_delta` are left out; `epochs` is in where the
  ///   schedule depends on the total.
  public var canonicalText: String {
    var lines = ["numerics_version": String(Numerics.version)]
    for key in DefinitionKey.allCases where isIdentity(key) {
      lines[key.rawValue] = canonicalValue(key)
    }
    return lines.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.key)=\($0.value)\n" }.joined()
  }

  /// The first 16 bytes of the SHA-256 of the canonical text.
  public var id: RunID { RunID(SHA256.hash(canonicalText.utf8)) }

  private func isIdentity(_ key: DefinitionKey) -> Bool {
    !key.isLimit || key == .epochs && schedule.dependsOnTotal
  }

  private func canonicalValue(_ key: DefinitionKey) -> String? {
    switch (key, self[key]) {
    case (.data, _): data.hexDigest
    case (.initialization, _):
      if case .file(let file) = initialization { file.hexDigest } else { self[key]?.description }
    case (_, .real(let value)): NumberText.shortest(value == 0 ? 0 : value)
    case (_, .text(let text)): Self.escaped(text)
    case (_, let value): value?.description
    }
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "\\" ? "\\\\" : $0 == "\n" ? "\\n" : String($0) }.joined()
  }
}

extension Definition.Source {
  fileprivate var hexDigest: String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension RunID {
  /// The id that a digest begins with.
  init(_ digest: SHA256.Digest) {
    bytes = Array(digest.bytes.prefix(Self.byteCount))
  }
}

extension PlannedRun {
  /// Plans the run that a definition names.
  public init(definition: Definition) {
    self.init(id: definition.id, definition: definition)
  }
}
