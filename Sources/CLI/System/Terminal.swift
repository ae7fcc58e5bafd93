import Foundation
import Reports

/// What the screen behind a file descriptor can show.
enum Terminal {
  /// The style for a descriptor: fitted and coloured on a terminal, plain elsewhere.
  ///
  /// Colours follow no-color.org: `NO_COLOR`, when set and not empty, and `TERM=dumb` turn them off.
  static func style(
    of descriptor: Int32,
    variables: [String: String] = ProcessInfo.processInfo.environment
  ) -> TerminalStyle {
    let isTerminal = isatty(descriptor) == 1
    let refusesColor = variables["NO_COLOR"]?.isEmpty == false || variables["TERM"] == "dumb"
    return TerminalStyle(
      width: isTerminal ? width(of: descriptor, variables) : nil,
      usesColor: isTerminal && !refusesColor,
      isASCII: !usesUTF8(variables)
    )
  }

  /// Whether only ASCII may be written, whatever is behind a descriptor.
  static var isASCII: Bool { !usesUTF8(ProcessInfo.processInfo.environment) }

  private static func width(of descriptor: Int32, _ variables: [String: String]) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return variables["COLUMNS"].flatMap(Int.init) ?? 80
  }

  /// Whether the locale's character set is UTF-8; where nothing is said it is taken to be.
  private static func usesUTF8(_ variables: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return true }
    return locale == "c" || locale == "posix" ? false : !locale.contains("iso")
  }
}
