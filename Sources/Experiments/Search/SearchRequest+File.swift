extension SearchRequest {
  /// Reads a file of the disk, as ``init(yaml:file:)`` reads its text.
  ///
  /// - Throws: ``DataError`` for what is no file, cannot be read or is not UTF-8, else
  ///   ``DefinitionError``.
  public init(contentsOf path: String) throws {
    let raw = try RawInput(.path(path))
    var bytes = [UInt8](repeating: 0, count: YAMLNode.maximumSize + 1)
    var count = 0
    while count < bytes.count {
      let read = try bytes.withUnsafeMutableBytes {
        try raw.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
      }
      if read == 0 { break }
      count += read
    }
    guard count <= YAMLNode.maximumSize else {
      let start = DefinitionError.Place(file: path, line: 1, column: 1)
      throw DefinitionError(.fileTooLarge(limit: YAMLNode.maximumSize), at: start)
    }
    guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
      let repaired = String(decoding: bytes[..<count], as: UTF8.self)
      let valid = zip(bytes, repaired.utf8).prefix { $0 == $1 }.count
      throw DataError.malformed(file: path, .byte(valid), .notUTF8)
    }
    try self.init(yaml: text, file: path)
  }

  /// Reads a file: a sweep of W&B's shape, or a definition with one `key: value` on each line.
  ///
  /// A sweep file has `parameters` or `method`. What other tools' files say about their own program
  /// is put into `ignored`.
  ///
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - file: its name, for messages.
  /// - Throws: every error with the file's name, line and column.
  public init(yaml: String, file: String) throws(DefinitionError) {
    let root = try YAMLNode.parse(yaml, file: file)
    guard case .mapping(let entries) = root.content else {
      throw DefinitionError(.wrongShape(key: "the file", needs: "key: value lines"), at: root.place)
    }
    self.init()
    let keys = entries.map(\.key)
    let isSweep = keys.contains("parameters") || keys.contains("method")
    for entry in entries {
      do throws(DefinitionError) {
        isSweep ? try readSweep(entry) : try readDefinition(entry)
      } catch {
        throw error.at(entry.value.place)
      }
    }
  }

  private static let otherTools = [
    "program", "command", "project", "entity", "description", "apiVersion", "kind", "job",
    "image_uri", "controller",
  ]
  private static let refusals = [
    "early_terminate":
      "every run is kept whole; early_stopping under parameters ends a run that no longer improves",
    "metrics": "a sweep has one goal; give metric",
    "scheduler": "points do not depend on earlier results; give method: random and a run_cap",
  ]

  private mutating func readSweep(_ entry: YAMLNode.Entry) throws(DefinitionError) {
    if entry.key == "parameters" { return try readParameters(entry.value) }
    if entry.key == "metric" { return metric = try Self.metric(entry.value) }
    if let key = Key(rawValue: entry.key) {
      return try set(key, to: try entry.value.scalar(for: entry.key))
    }
    if Self.otherTools.contains(entry.key) { return ignored.append(entry.key) }
    if let reason = Self.refusals[entry.key] {
      throw DefinitionError(.refused(key: entry.key, value: nil, reason: reason), at: entry.place)
    }
    guard DefinitionKey(rawValue: entry.key) == nil else {
      throw DefinitionError(.misplacedKey(entry.key), at: entry.place)
    }
    throw DefinitionError.unknown(
      entry.key,
      of: "a sweep file",
      among: Key.allCases.map(\.rawValue) + ["parameters"],
      at: entry.place
    )
  }

  private mutating func readParameters(_ node: YAMLNode) throws(DefinitionError) {
    guard case .mapping(let entries) = node.content else {
      throw DefinitionError(
        .wrongShape(key: "parameters", needs: "a mapping from keys to {values: […]} and the like")
      )
    }
    for entry in entries {
      guard let key = DefinitionKey(rawValue: entry.key) else {
        throw DefinitionError.unknown(
          entry.key,
          of: "parameters",
          among: DefinitionKey.allCases.map(\.rawValue),
          at: entry.place
        )
      }
      do throws(DefinitionError) {
        axes.append(try SearchAxis(parameter: entry.value, for: key))
      } catch {
        throw error.at(entry.value.place)
      }
    }
  }

  private mutating func readDefinition(_ entry: YAMLNode.Entry) throws(DefinitionError) {
    if let key = Key(rawValue: entry.key) {
      return try set(key, to: try entry.value.scalar(for: entry.key))
    }
    guard let key = DefinitionKey(rawValue: entry.key) else {
      throw DefinitionError.unknown(
        entry.key,
        of: "a definition",
        among: Self.knownKeys + ["parameters"],
        at: entry.place
      )
    }
    axes.append(SearchAxis(key, choices: [try entry.value.setting(for: key)]))
  }

  private static func metric(_ node: YAMLNode) throws(DefinitionError) -> SweepMetric {
    var name: SweepMetric.Name?
    var goal: SweepMetric.Goal?
    for entry in node.entries {
      do throws(DefinitionError) {
        switch entry.key {
        case "name": name = try word(try entry.value.scalar(for: "metric.name"), for: "metric.name")
        case "goal": goal = try word(try entry.value.scalar(for: "metric.goal"), for: "metric.goal")
        default:
          throw DefinitionError.unknown(
            entry.key,
            of: "metric",
            among: ["name", "goal"],
            at: entry.place
          )
        }
      } catch {
        throw error.at(entry.value.place)
      }
    }
    guard let name else {
      throw DefinitionError(.wrongShape(key: "metric", needs: "name, and goal where it is unusual"))
    }
    return SweepMetric(name: name, goal: goal)
  }
}

extension YAMLNode {
  /// The text of a scalar.
  func scalar(for key: String) throws(DefinitionError) -> String {
    guard case .scalar(let text) = content else {
      throw DefinitionError(.wrongShape(key: key, needs: "one value"), at: place)
    }
    return text
  }

  /// The value of a key, read from its source text by the key's own type.
  func setting(for key: DefinitionKey) throws(DefinitionError) -> SettingValue {
    do throws(DefinitionError) {
      switch content {
      case .scalar(let text): return try SettingValue(text, for: key)
      case .sequence(let nodes):
        var texts: [String] = []
        for node in nodes { texts.append(try node.scalar(for: key.rawValue)) }
        guard key.kind == .layers else {
          throw DefinitionError(
            .severalValues(key: key.rawValue, value: texts.joined(separator: ","))
          )
        }
        return try SettingValue("[" + texts.joined(separator: ",") + "]", for: key)
      case .mapping:
        throw DefinitionError(.wrongShape(key: key.rawValue, needs: key.kind.allowed))
      }
    } catch {
      throw error.at(place)
    }
  }
}
