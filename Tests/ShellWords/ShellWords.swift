/// Splits a line as a shell does, with single and double quotes; what comes after a `>` is left out.
public func shellWords(_ line: String) -> [String] {
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
