import Foundation

/// Standard error: progress and messages, written whole and never buffered.
enum StandardError {
  /// Whether messages go to a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes text; there is nobody to tell when that fails.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
