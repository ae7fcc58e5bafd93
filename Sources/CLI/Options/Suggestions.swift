import ArgumentParser
import Experiments
import RunStore

/// Words that could stand at a place of the command line, found in the database it names.
///
/// A shell asks while somebody types: whatever goes wrong, there is nothing to suggest.
struct Suggestions {
  /// The words of the command line.
  let words: [String]
  /// What stands before the cursor of the word that is completed.
  let prefix: String

  /// `@1` and the first digits of the newest ids, or of those that begin as typed.
  var runs: [String] {
    asking { store in
      var question = RunQuestion()
      question.columns = []
      question.limit = 100
      question.isAboutTrash = words.contains("restore") || words.contains("purge")
      if !prefix.isEmpty, prefix.allSatisfy(\.isHexDigit) {
        question.condition = try Condition(filter: "run like '\(prefix.lowercased())%'")
      }
      return ["@1", "@2"] + (try store.runs(question).runs.map(\.short))
    }
  }

  /// The metrics that some run has.
  var metrics: [String] {
    asking { store in
      let measured = try store.measured(MetricName.all)
      return MetricName.all.map(\.name).filter(measured.contains)
    }
  }

  /// Keys of the definition between commas, those in which runs differ.
  var keys: [String] {
    asking { store in
      let varying = try store.varyingKeys()
      return inList(DefinitionKey.allCases.map(\.rawValue).filter(varying.contains))
    }
  }

  /// Columns of runs between commas, with the sign of a descending order if there is one.
  var columns: [String] { inList(RunColumn.all.map(\.name)) }

  /// The names of sweeps, the one launched last first.
  var sweeps: [String] {
    asking { store in
      var seen: Set<String> = []
      return try store.sweeps().map(\.name).filter { seen.insert($0).inserted }
    }
  }

  /// The tags that some run has.
  var tags: [String] {
    asking { store in
      var tags: [String] = []
      try store.query("SELECT DISTINCT tag FROM tag ORDER BY tag", header: { _ in }) { row in
        if case .text(let tag) = row[0] { tags.append(tag) }
      }
      return tags
    }
  }

  /// `key=`, and behind it the words that the key may have.
  var settings: [String] {
    guard let equals = prefix.firstIndex(of: "=") else {
      return DefinitionKey.allCases.map { "\($0.rawValue)=" }
    }
    guard let key = DefinitionKey(rawValue: String(prefix[..<equals])) else { return [] }
    return key.words.map { "\(key.rawValue)=\($0)" }
  }

  /// Each name behind what is typed up to the last comma and a sign.
  private func inList(_ names: [String]) -> [String] {
    let end = prefix.lastIndex(of: ",").map { prefix.index(after: $0) } ?? prefix.startIndex
    var head = String(prefix[..<end])
    if prefix.dropFirst(head.count).hasPrefix("-") { head += "-" }
    return names.map { head + $0 }
  }

  private func asking(_ question: (RunStore) throws -> [String]) -> [String] {
    let path = DatabaseOption.path(of: file)
    guard let store = try? RunStore.open(path: path, mode: .read) else { return [] }
    defer { try? store.close() }
    return (try? question(store)) ?? []
  }

  /// What `--db` names.
  private var file: String? {
    if let place = words.firstIndex(of: "--db"), place + 1 < words.count { return words[place + 1] }
    return words.first { $0.hasPrefix("--db=") }.map { String($0.dropFirst("--db=".count)) }
  }
}

extension DefinitionKey {
  /// The words among what is allowed.
  fileprivate var words: [String] {
    switch kind {
    case .word(let words), .wordOrFile(let words): words
    case .integer(_, let words), .real(_, let words): words
    case .boolean: ["true", "false"]
    case .validation: ["test"]
    case .text: self == .data ? DataCatalogue.entries.map(\.name) : []
    case .layers: []
    }
  }
}

extension CompletionKind {
  /// What ``Suggestions`` has for each kind of word.
  static let runs = custom { Suggestions(words: $0, prefix: $2).runs }
  static let metrics = custom { Suggestions(words: $0, prefix: $2).metrics }
  static let keys = custom { Suggestions(words: $0, prefix: $2).keys }
  static let columns = custom { Suggestions(words: $0, prefix: $2).columns }
  static let sweeps = custom { Suggestions(words: $0, prefix: $2).sweeps }
  static let tags = custom { Suggestions(words: $0, prefix: $2).tags }
  static let settings = custom { Suggestions(words: $0, prefix: $2).settings }
}
