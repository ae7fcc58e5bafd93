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
    guard text.utf8.count <= maximumSize else {
      throw DefinitionError(.fileTooLarge(file: file, limit: maximumSize))
    }
    guard suspectedAnchors(text) <= maximumAnchors else { throw DefinitionError(.anchor) }
    let marked = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    do {
      // Anchors live as long as the parser does, so it has to outlive the reading of its nodes.
      let parser = try Parser(yaml: marked, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw DefinitionError(.emptyFile(file))
      }
      return try withExtendedLifetime(parser) { try YAMLNode(root, file: file) }
    } catch let error as DefinitionError {
      throw error
    } catch let error as YamlError {
      throw DefinitionError(error, file: file)
    } catch {
      throw DefinitionError(.yaml("\(error)"))
    }
  }

  private static func suspectedAnchors(_ text: String) -> Int {
    var before: UInt8 = 0x20
    var count = 0
    for byte in text.utf8 {
      let isMark = before == UInt8(ascii: "&") || before == UInt8(ascii: "*")
      if isMark, byte > 0x20 { count += 1 }
      before = byte
    }
    return count
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
  fileprivate init(_ error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(.yaml(problem.trimmed), at: Place(file: file, mark))
    case .duplicatedKeysInMapping(let keys, let context):
      self.init(.repeatedKey(keys.first ?? ""), at: Place(file: file, context.mark))
    case .reader(let problem, _, _, _):
      self.init(.yaml("'\(file)' is no YAML: \(problem.trimmed)"))
    default: self.init(.yaml("'\(file)' is no YAML"))
    }
  }
}
