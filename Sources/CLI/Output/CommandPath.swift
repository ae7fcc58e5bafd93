import ArgumentParser
import Experiments
import Foundation

/// Which command the words of a command line name, as far as they name one.
struct CommandPath {
  /// The command.
  private(set) var command: any ParsableCommand.Type
  /// The names that lead to it, the program's first.
  private(set) var names: [String]
  /// A word where a verb should stand.
  private(set) var unknown: String?

  /// Follows the words behind the program's name.
  static func following(_ words: [String], from root: any ParsableCommand.Type) -> CommandPath {
    var path = CommandPath(command: root, names: ["descent"])
    var rest = words.first == "help" ? words.dropFirst() : words[...]
    while let word = rest.popFirst(), path.follow(word) {}
    return path
  }

  /// Goes on to the verb that a word names; false where it names none.
  private mutating func follow(_ word: String) -> Bool {
    let verbs = command.configuration.subcommands
    guard let place = verbs.firstIndex(where: { Self.name(of: $0) == word }) else {
      let mayBeMore = verbs.isEmpty || command.configuration.defaultSubcommand != nil
      unknown = mayBeMore || word.hasPrefix("-") ? nil : word
      return false
    }
    names.append(word)
    command = verbs[place]
    return true
  }

  private static func name(of command: any ParsableCommand.Type) -> String? {
    command.configuration.commandName
  }

  /// Help on the command; one that does something by itself has its own options before the verbs
  /// below it.
  func help(_ text: String) -> String {
    guard let own = command.configuration.defaultSubcommand,
      let verbs = text.range(of: "SUBCOMMANDS:")
    else { return text }
    return own.helpMessage() + "\n" + text[verbs.lowerBound...]
  }

  /// Where help on the command is had, and what a word that is missing may be.
  func hint(on message: String) -> String {
    let help = "see '\(names.joined(separator: " ")) --help'"
    let missing = Self.examples.first { message.hasPrefix("Missing") && message.contains($0.word) }
    return (missing.map { "\($0.example); " } ?? "") + help
  }

  /// What stands for the words that commands cannot do without.
  private static let examples = [
    (word: "'<metric>", example: "name a metric, as validation_accuracy or train_cost"),
    (word: "'--by <keys>'", example: "name keys, as learning_rate,hidden_layers"),
    (word: "'<run> ...'", example: "name two runs or more, as @1 @2, or by their ids"),
    (word: "'<run>", example: "name a run by the beginning of its id, or by @1, the newest"),
  ]

  /// What is wrong with a word that is no verb; nil where there is none.
  var complaint: String? {
    guard let unknown else { return nil }
    let verbs = command.configuration.subcommands.compactMap { Self.name(of: $0) }
    let nearest = NearestWord.find(unknown, among: verbs).map { "; did you mean '\($0)'?" }
    return "there is no verb '\(unknown)'" + (nearest ?? "")
  }
}
