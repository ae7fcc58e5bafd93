import ArgumentParser
import Experiments

/// The manual page, made of what every verb says of itself, so that it cannot fall behind.
struct ManualPage {
  /// The page in the language of `man`.
  var text: String {
    let head = [
      ".TH DESCENT 1 \"\" \"descent \(Program.version)\" \"User Commands\"",
      ".SH NAME", "descent \\- \(Self.filled(Self.sentence(of: Descent.self)))",
      ".SH SYNOPSIS", ".B descent", ".I verb", "[options]",
      ".SH DESCRIPTION", Self.literal(Descent.configuration.discussion),
      ".SH VERBS",
    ]
    let verbs = Self.leaves(of: Descent.self, path: ["descent"]).flatMap { path, verb in
      [
        ".SS \(path.joined(separator: " "))",
        Self.literal(Descent.helpMessage(for: verb, columns: 76)),
      ]
    }
    return (head + verbs + Self.tail).joined(separator: "\n") + "\n"
  }

  private static let tail = [
    ".SH EXIT STATUS",
    filled(
      """
      0 done; 1 the answer is no, or a run failed; 64 usage; 65 bad data; 66 not there; 70 a fault \
      of the program; 73 cannot create; 74 I/O or disk full; 75 locked; 77 not permitted; 129, 130, \
      143 ended by a signal.
      """
    ),
    ".SH ENVIRONMENT",
    ".TP", ".B DESCENT_DB", "The database, where \\-\\-db names none.",
    ".TP", ".B DESCENT_DATA", "A folder of data sets.",
    ".TP", ".B DESCENT_KERNEL", "The arithmetic: avx512, avx2, neon or portable.",
    ".TP", ".B NO_COLOR", "No colours on a terminal.",
    ".SH FILES",
    ".TP", ".I descent.db", "The record, in this folder or the nearest one above that has it.",
  ]

  /// The abstract without its full stop.
  private static func sentence(of command: any ParsableCommand.Type) -> String {
    let abstract = command.configuration.abstract
    return abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
  }

  /// Every command that does something itself, in order, with the words that lead to it.
  static func leaves(
    of command: any ParsableCommand.Type,
    path: [String]
  ) -> [(path: [String], verb: any ParsableCommand.Type)] {
    let configuration = command.configuration
    guard !configuration.subcommands.isEmpty else { return [(path, command)] }
    return configuration.subcommands.flatMap { sub in
      let isOwn = sub == configuration.defaultSubcommand
      let name = sub.configuration.commandName.map { [$0] } ?? []
      return leaves(of: sub, path: isOwn ? path : path + name)
    }
  }

  /// Text that `man` fits to the screen.
  private static func filled(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }

  /// Lines that stay as they are.
  private static func literal(_ text: String) -> String {
    let lines = filled(text).split(separator: "\n", omittingEmptySubsequences: false)
    // A dot or an apostrophe at the beginning would be an instruction.
    let safe = lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : String($0) }
    return ([".nf"] + safe + [".fi"]).joined(separator: "\n")
  }
}
