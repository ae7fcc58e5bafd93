internal import Experiments

/// Lists of whole numbers as the record has them: `[64, 32]`.
enum ListText {
  static func text(_ numbers: [Int]) -> String {
    SettingValue.list(numbers).description
  }

  /// Reads a list; nil for anything else.
  static func numbers(_ text: String) -> [Int]? {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count >= 2 else { return nil }
    let inner = text.dropFirst().dropLast()
    if inner.isEmpty { return [] }
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in Int(part.drop { $0 == " " }) }
    return numbers.count == parts.count ? numbers : nil
  }
}
