/// The type of a key's value: how its text is read and what is allowed.
public enum SettingKind: Sendable, Hashable {
  /// A whole number in a range, or one of a few words.
  case integer(ClosedRange<Int>, words: [String] = [])
  /// A finite number in a range, or one of a few words.
  case real(Bounds, words: [String] = [])
  /// true or false.
  case boolean
  /// One of a few words.
  case word([String])
  /// One of a few words, or a file of weights.
  case wordOrFile([String])
  /// Any text on one line: a name, a path, a column.
  case text
  /// The sizes of the hidden layers.
  case layers
  /// A share of the examples, a number of examples, or `test`.
  case validation

  /// Where a real number must lie.
  public enum Bounds: Sendable, Hashable {
    /// 0 < x.
    case positive
    /// 0 ≤ x.
    case notNegative
    /// 0 ≤ x < 1.
    case belowOne

    /// Whether a finite number lies inside.
    func contains(_ value: Double) -> Bool {
      switch self {
      case .positive: value > 0
      case .notNegative: value >= 0
      case .belowOne: value >= 0 && value < 1
      }
    }
  }

  /// n_l of a hidden layer.
  public static let layerSizes = 1...65_536
  /// The largest number of hidden layers.
  public static let maximumLayers = 64
  /// Counts of examples and epochs; far above anything that can be trained.
  static let maximumCount = 1_000_000_000

  /// What is allowed, in words, as help and errors say it.
  public var allowed: String {
    switch self {
    case .integer(let range, let words): Self.either(Self.text(of: range), words)
    case .real(.positive, let words): Self.either("a number above 0", words)
    case .real(.notNegative, let words): Self.either("a number of at least 0", words)
    case .real(.belowOne, let words): Self.either("a number of at least 0 and below 1", words)
    case .boolean: "true or false"
    case .word(let words): Self.list(words)
    case .wordOrFile(let words): Self.list(words + ["a .npz file", "a .safetensors file"])
    case .text: "text on one line"
    case .layers:
      "a list of sizes from \(Self.layerSizes.lowerBound) to \(Self.layerSizes.upperBound) "
        + "in brackets such as [100, 30], at most \(Self.maximumLayers) of them, or []"
    case .validation: "a share between 0 and 1, a whole number of examples, or test"
    }
  }

  /// Whether values are numbers, so that ranges and distributions make sense.
  var isNumeric: Bool {
    switch self {
    case .integer, .real, .validation: true
    case .boolean, .word, .wordOrFile, .text, .layers: false
    }
  }

  /// The words that are values by themselves.
  var words: [String] {
    switch self {
    case .integer(_, let words), .real(_, let words), .word(let words), .wordOrFile(let words):
      words
    case .boolean: ["true", "false"]
    case .validation: ["test"]
    case .text, .layers: []
    }
  }

  private static func text(of range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func either(_ text: String, _ words: [String]) -> String {
    words.isEmpty ? text : text + " or " + words.joined(separator: " or ")
  }

  /// `a, b or c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
