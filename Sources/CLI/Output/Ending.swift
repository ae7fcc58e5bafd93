import ArgumentParser
import Foundation

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
  init(of error: any Error, in root: any ParsableCommand.Type) {
    switch error {
    case let failure as Failure:
      exitCode = failure.exitCode
      message = failure.message?.text
      hint = failure.message?.hint
    default:
      let code = root.exitCode(for: error)
      guard code.isSuccess || root.exitCode(for: error) == .validationFailure else {
        exitCode = 70
        message = "\(error)"
        hint = "this is a fault in descent itself"
        return
      }
      exitCode = code.rawValue
      if code.isSuccess {
        answer = root.fullMessage(for: error)
      } else {
        message = root.message(for: error)
        hint = "see 'descent --help'"
      }
    }
  }

  /// Says it and ends the program.
  func exit() -> Never {
    if let answer { print(answer) }
    if let message { StandardError.write("descent: error: \(message)\n") }
    if let hint { StandardError.write("hint: \(hint)\n") }
    Foundation.exit(exitCode)
  }
}
