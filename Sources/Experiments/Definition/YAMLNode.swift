import Foundation
import Yams

/// A node of a YAML file with its place; scalars as they are written, whatever YAML 1.1 takes them
/// for.
struct YAMLNode {
  /// One key of a mapping.
  struct Entry {
    var key: String
    var place: DefinitionError.Place
    var value: YAMLNode
  }

  /// What stands there.
  enum Content {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  var content: Content
  var place: DefinitionError.Place

  /// The largest file that is read, in bytes.
  static let maximumSize = 1 << 20
  /// Aliases can make a small file very large; more than a few anchors are not even parsed.
  private static let maximumAnchors = 16

  /// Reads a whole file.
  ///
  /// - Throws: `yaml` for what is no YAML, `repeatedKey`, `anchor`, `emptyFile`, `fileTooLarge`.
  static func parse(_ text: String, file: String) throws(DefinitionError) -> YAMLNode {
    let start = DefinitionError.Place(file: file, line: 1, column: 1)
    guard text.utf8.count <= maximumSize else {
      throw DefinitionError(.fileTooLarge(limit: maximumSize), at: start)
    }
    if let place = anchorTooMany(text, file: file) { throw DefinitionError(.anchor, at: place) }
    let marked = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    do {
      // Anchors live as long as the parser does, so it has to outlive the reading of its nodes.
      let parser = try Parser(yaml: marked, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw DefinitionError(.emptyFile, at: start)
      }
      return try withExtendedLifetime(parser) { try YAMLNode(root, file: file) }
    } catch let error as DefinitionError {
      throw error
    } catch let error as YamlError {
      throw DefinitionError(error, in: marked, file: file)
    } catch {
      throw DefinitionError(.yaml("\(error)"), at: start)
    }
  }

  /// The line of what may be the first anchor or alias more than a file may have.
  private static func anchorTooMany(_ text: String, file: String) -> DefinitionError.Place? {
    var before: UInt8 = 0x20
    var count = 0
    var line = 1
    for byte in text.utf8 {
      let isMark = before == UInt8(ascii: "&") || before == UInt8(ascii: "*")
      if isMark, byte > 0x20 { count += 1 }
      if count > maximumAnchors { return DefinitionError.Place(file: file, line: line, column: 1) }
      if byte == UInt8(ascii: "\n") { line += 1 }
      before = byte
    }
    return nil
  }

  private init(_ node: Node, file: String) throws {
    place = DefinitionError.Place(file: file, node.mark)
    guard node.anchor == nil else { throw DefinitionError(.anchor, at: place) }
    switch node {
    case .scalar(let scalar): content = .scalar(scalar.string)
    case .sequence(let nodes):
      content = .sequence(try nodes.map { try YAMLNode($0, file: file) })
    case .mapping(let pairs):
      content = .mapping(try pairs.map { try Entry(key: $0.key, value: $0.value, file: file) })
      try refuseRepeatedKeys()
    case .alias: throw DefinitionError(.anchor, at: place)
    }
  }

  private func refuseRepeatedKeys() throws(DefinitionError) {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.key).inserted {
      throw DefinitionError(.repeatedKey(entry.key), at: entry.place)
    }
  }

  /// The keys of a mapping, in order; none for anything else.
  var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }
}

extension YAMLNode.Entry {
  fileprivate init(key: Node, value: Node, file: String) throws {
    place = DefinitionError.Place(file: file, key.mark)
    guard case .scalar(let scalar) = key, key.anchor == nil else {
      throw DefinitionError(.wrongShape(key: "a key", needs: "to be one word"), at: place)
    }
    self.key = scalar.string
    self.value = try YAMLNode(value, file: file)
  }
}

extension Node {
  fileprivate var anchor: Anchor? {
    switch self {
    case .scalar(let node): node.anchor
    case .sequence(let node): node.anchor
    case .mapping(let node): node.anchor
    case .alias(let node): node.anchor
    }
  }
}

extension DefinitionError.Place {
  fileprivate init(file: String, _ mark: Mark?) {
    self.init(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}

extension DefinitionError {
  fileprivate init(_ error: YamlError, in text: String, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(.yaml(Self.wording(problem)), at: Place(file: file, mark))
    case .duplicatedKeysInMapping(let keys, let context):
      self.init(.repeatedKey(keys.first ?? ""), at: Place(file: file, context.mark))
    case .reader(let problem, let offset, _, _):
      let place = Place(file: file, text, byte: offset ?? 0)
      self.init(.yaml("this is no YAML: \(problem.trimmed)"), at: place)
    default:
      self.init(.yaml("this is no YAML"), at: Place(file: file, line: 1, column: 1))
    }
  }

  /// The parser's words, but for its advice to programmers.
  private static func wording(_ problem: String) -> String {
    problem.contains("nesting level") ? "nested too deeply" : problem.trimmed
  }
}

extension DefinitionError.Place {
  fileprivate init(file: String, _ text: String, byte: Int) {
    let before = text.utf8.prefix(byte)
    let lines = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    self.init(file: file, line: max(1, lines.count), column: 1 + (lines.last?.count ?? 0))
  }
}
