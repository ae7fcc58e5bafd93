import Foundation

/// Splits a line as a shell does, with single and double quotes; what comes after a `>` is left out.
func shellWords(_ line: String) -> [String] {
  var words = [""]
  var quote: Character?
  for character in line {
    if let open = quote {
      if character == open { quote = nil } else { words[words.count - 1].append(character) }
    } else if character == "'" || character == "\"" {
      quote = character
    } else if character == " " {
      words.append("")
    } else {
      words[words.count - 1].append(character)
    }
  }
  return Array(words.filter { !$0.isEmpty }.prefix { $0 != ">" })
}

/// A page of the folder `docs`, or all of them in one text.
func page(_ name: String? = nil) throws -> String {
  let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")
  let names = try name.map { [$0] } ?? FileManager.default.contentsOfDirectory(atPath: docs.path)
  return try names.filter { $0.hasSuffix(".md") }.sorted().map { name in
    try String(contentsOf: docs.appending(path: name), encoding: .utf8)
  }.joined()
}
