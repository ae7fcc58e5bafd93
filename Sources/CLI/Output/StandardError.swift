import Foundation
import Reports

/// Standard error: progress and messages, written whole and never buffered.
enum StandardError {
  /// Whether messages go to a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes lines of text; names from outside cannot act on the terminal.
  ///
  /// There is nobody to tell when that fails.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    draw(lines.map { VisibleText.of(String($0)) }.joined(separator: "\n"))
  }

  /// Writes what the program itself draws on a terminal, as it is.
  static func draw(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
