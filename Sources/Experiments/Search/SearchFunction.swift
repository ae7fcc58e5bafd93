/// A function of Hydra's or Guild's that stands for several values: `range(1,4)`,
/// `logspace[-4:-1:4]`, `loguniform[1e-6:1e-2]`.
enum SearchFunction: String, CaseIterable {
  case choice, range, interval, linspace, logspace, uniform, loguniform

  /// How the function is written, as errors say it.
  var form: String {
    switch self {
    case .choice: "choice(a,b,c)"
    case .range: "range(a,b) without b, range[a:b] with b, or a step as a third number"
    case .interval: "interval(a,b) with a below b"
    case .linspace: "linspace[a:b:n] with n numbers"
    case .logspace: "logspace[a:b:n] with n numbers from 10^a to 10^b"
    case .uniform: "uniform[a:b] with a below b"
    case .loguniform: "loguniform[a:b] with a above 0 and below b"
    }
  }

  /// All of them, as errors say it.
  static let forms =
    "values with commas, choice(a,b), range(a,b), range[a:b], linspace[a:b:n], logspace[a:b:n], "
    + "uniform[a:b], loguniform[a:b] or interval(a,b)"
}

/// A call as it is written: a name, a kind of bracket, arguments.
struct SearchCall {
  var name: String
  /// Hydra's round brackets and commas, or Guild's square brackets and colons.
  var isRound: Bool
  var arguments: String

  /// Reads `name(…)` or `name[…]`; nil for anything else.
  init?(_ text: String) {
    guard let open = text.firstIndex(where: { $0 == "(" || $0 == "[" }), open > text.startIndex,
      text.last == (text[open] == "(" ? ")" : "]"),
      text[..<open].allSatisfy({ $0.isASCII && $0.isLetter || $0 == "_" })
    else { return nil }
    name = String(text[..<open])
    isRound = text[open] == "("
    arguments = String(text[text.index(after: open)...].dropLast())
  }

  /// The arguments as numbers; nil where one is none.
  var numbers: [Double]? {
    let texts = arguments.split(separator: isRound ? "," : ":", omittingEmptySubsequences: false)
    let numbers = texts.compactMap { DecimalText.real(String($0).trimmed) }
    return numbers.count == texts.count ? numbers : nil
  }
}
