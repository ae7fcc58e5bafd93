import ArgumentParser
import Foundation
import ShellWords
import Testing

@testable import descent

/// Holds what every verb says of itself to what it does and to the pages.
@Suite struct HelpTests {
  private static let verbs = ManualPage.leaves(of: Descent.self, path: ["descent"])
    .map { Verb(command: $0.verb, path: $0.path) }

  @Test func `there are more than thirty verbs`() {
    #expect(Self.verbs.count > 30)
  }

  @Test(arguments: verbs)
  func `a verb says what it does and shows how it is used`(verb: Verb) {
    #expect(verb.command.configuration.abstract.count > 10)
    #expect(!verb.examples.isEmpty, "\(verb) shows no example of itself")
    for example in verb.examples { #expect(example.count <= 76, "\(example) is broken in two") }
  }

  @Test(arguments: verbs)
  func `paragraphs fit the screen, however wide it is`(verb: Verb) {
    let lines = verb.command.configuration.discussion.components(separatedBy: "\n")
    for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !next.isEmpty {
      #expect(next.hasPrefix("  "), "a line ends after '\(line.suffix(20))'")
    }
  }

  @Test func `sweep shows its own options and the verbs below it`() throws {
    let folder = TemporaryFolder()
    let ask = BuiltProgram(folder: folder.path)
    for words in [["sweep", "--help"], ["help", "sweep"], ["sweep", "-h"]] {
      let help = try ask.run(words).text
      #expect(help.contains("--seeds <N>") && help.contains("\n  resume  "))
      #expect(help.contains("USAGE: descent sweep [<file.yaml>]"))
    }
    #expect(try ask("sweep", "--version").text == ask("--version").text)
  }

  @Test(arguments: verbs)
  func `examples are commands that the program takes`(verb: Verb) throws {
    for example in verb.examples {
      let line = example.replacing(/\$\([^)]*\)/, with: "@1")
      let words = shellWords(String(line)).dropFirst()
      #expect(throws: Never.self, "\(example)") { try Descent.parseAsRoot(Array(words)) }
    }
  }

  @Test(arguments: verbs)
  func `a verb and its options stand in the pages`(verb: Verb) throws {
    let pages = try page()
    let name = verb.path.dropFirst().joined(separator: " ")
    let isNamed = pages.contains("`\(name)") || pages.contains("### ") && pages.contains(name)
    #expect(isNamed, "no page tells of '\(name)'")
    let help = verb.command.helpMessage(includeHidden: true, columns: 200)
    for names in help.matches(of: /\n +((?:-\w, )?--[a-z][a-z-]+)/).map(\.output.1) {
      let isTold = names.split(separator: ", ").contains { pages.contains($0) }
      #expect(isTold, "no page tells of '\(names)' of '\(name)'")
    }
  }
}

/// A command that does something itself.
struct Verb: CustomTestStringConvertible, Sendable {
  let command: any ParsableCommand.Type
  let path: [String]

  var testDescription: String { path.joined(separator: " ") }

  /// The lines of its help that are commands of its own.
  var examples: [String] {
    command.configuration.discussion.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { shellWords($0).starts(with: path) }
  }
}
