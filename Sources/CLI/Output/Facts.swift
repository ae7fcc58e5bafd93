import Experiments
import Reports

/// A few facts by name: lines `name: value` for people, one row for programs.
struct Facts {
  /// The facts, in order.
  var pairs: [(name: String, value: Field)] = []

  /// Adds a fact.
  mutating func add(_ name: String, _ value: Field) { pairs.append((name, value)) }

  /// Writes the facts in the format asked for.
  func write(_ options: OutputOptions) throws {
    guard options.format == .table else {
      let columns = pairs.map { pair in
        Column(pair.name, pair.value.number == nil ? .text : .number)
      }
      return try Answer.write(options, columns: columns, rows: [pairs.map(\.value)])
    }
    let output = try Output(path: options.file)
    try output.write(text(output.isTerminal ? Terminal.style(of: 1) : .plain))
    try output.finish()
  }

  /// The lines for people; what was not measured is left out.
  func text(_ style: TerminalStyle) -> String {
    pairs.map { name, value in
      value == .empty ? "" : "\(name): \(Self.text(value, style))\n"
    }.joined()
  }

  private static func text(_ value: Field, _ style: TerminalStyle) -> String {
    switch value {
    case .empty: ""
    case .integer(let number): String(number)
    case .real(let number): NumberText.shortest(number)
    case .boolean(let flag): flag ? "yes" : "no"
    case .text(let words): VisibleText.of(words, asASCII: style.isASCII)
    case .list(let numbers): SettingValue.list(numbers).description
    case .estimate(let estimate): NumberText.shortest(estimate.mean)
    }
  }
}
