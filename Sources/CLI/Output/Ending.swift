import ArgumentParser
import Experiments
import Foundation
import Kernels
import Reports
import RunStore

/// How the program ends after an error: what is said, where, and with which exit code.
struct Ending: Equatable {
  let exitCode: Int32
  /// Text for standard output: help that was asked for, the version.
  var answer: String?
  /// One line for standard error, without the program's name.
  var message: String?
  /// What could help, for a line of its own.
  var hint: String?

  /// Finds the words and the code of any error a command can throw.
  ///
  /// - Parameters:
  ///   - error: what ended it.
  ///   - root: the program.
  ///   - words: the words of the command line behind the program's name.
  init(of error: any Error, in root: any ParsableCommand.Type, words: [String]) {
    switch error {
    case let failure as Failure:
      self.init(failure.exitCode, failure.message?.text, hint: failure.message?.hint)
    case let error as DefinitionError:
      self.init(error.place == nil ? 64 : 65, error.description)
    case let error as DataError: self.init(error.category.exitCode, error.description)
    case let error as TrainingError: self.init(65, error.description)
    case let error as ReplayError: self.init(65, error.description)
    case let error as StoreError: self.init(error.exitCode, error.description)
    case let error as FilterError:
      self.init(error.exitCode, error.message)
      message = error.description
    case let error as KernelError: self.init(64, error.description)
    default: self.init(parsing: error, in: root, words)
    }
  }

  private func writeAnswer() throws(Failure) {
    guard let answer else { return }
    let output = try Output(path: nil)
    try output.write(answer + "\n")
    try output.finish()
  }

  private init(_ exitCode: Int32, _ message: String?, hint: String? = nil) {
    self.exitCode = exitCode
    self.message = message.map(Self.oneLine)
    self.hint = hint.map(Self.oneLine)
  }

  /// What acts is shown, and what is far too long is cut: names and values come from outside.
  private static func oneLine(_ text: String) -> String {
    let shown = VisibleText.of(String(text.prefix(maximumLength)))
    return text.count > maximumLength ? shown + "…" : shown
  }

  private static let maximumLength = 900

  /// The words of the argument parser: help and version are answers, the rest is a wrong usage.
  private init(parsing error: any Error, in root: any ParsableCommand.Type, _ words: [String]) {
    let code = root.exitCode(for: error)
    let path = CommandPath.following(words, from: root)
    if code.isSuccess {
      self.init(0, nil)
      answer = path.help(root.fullMessage(for: error))
    } else if code == .validationFailure {
      let message = path.complaint ?? Self.listed(root.message(for: error))
      self.init(code.rawValue, message, hint: path.hint(on: message))
    } else {
      self.init(70, "\(error)", hint: "this is a fault in descent itself")
    }
  }

  /// Puts a list of allowed values behind the sentence that announces it.
  private static func listed(_ message: String) -> String {
    let lines = message.split(separator: "\n")
    let items = lines.dropFirst().map { $0.trimmingPrefix("  - ") }.joined(separator: ", ")
    return (lines.first.map(String.init) ?? "") + (items.isEmpty ? "" : " \(items)")
  }

  /// Says it and ends the program.
  func exit() -> Never {
    do {
      try writeAnswer()
    } catch {
      Ending(error.exitCode, error.message?.text).exit()
    }
    if let message { StandardError.write("descent: error: \(message)\n") }
    if let hint { StandardError.write("hint: \(hint)\n") }
    Foundation.exit(exitCode)
  }
}

extension DataError.Category {
  /// The exit code that a reading error ends the program with.
  var exitCode: Int32 {
    switch self {
    case .usage: 64
    case .data: 65
    case .missing: 66
    case .io: 74
    case .permission: 77
    }
  }
}
