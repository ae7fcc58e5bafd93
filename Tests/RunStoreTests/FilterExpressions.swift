import Experiments

@testable import RunStore

/// A random filter as text, and what it means by an evaluator over plain values; nil is unknown.
struct FilterExpression {
  var text: String
  var holds: (FilterModel) -> Bool?

  typealias Value = FilterModel.Value

  static func random(_ dice: inout FilterDice, depth: Int) -> FilterExpression {
    guard depth > 0, dice.chance(75) else { return test(&dice) }
    if dice.chance(25) {
      let part = random(&dice, depth: depth - 1)
      return .init(text: "\(dice.one(of: ["not", "NOT"])) (\(part.text))") { run in
        part.holds(run).map { !$0 }
      }
    }
    let parts = (0...dice.roll(3)).map { _ in random(&dice, depth: depth - 1) }
    let isAnd = dice.chance(50)
    let texts = parts.map { "(\($0.text))" }
    return .init(text: texts.joined(separator: isAnd ? " and " : " Or ")) { run in
      let values = parts.map { $0.holds(run) }
      if values.contains(!isAnd) { return !isAnd }
      return values.contains(nil) ? nil : isAnd
    }
  }

  private static func test(_ dice: inout FilterDice) -> FilterExpression {
    switch dice.roll(10) {
    case 0...5: numberTest(&dice)
    case 6: textTest(&dice)
    case 7: setTest(&dice)
    case 8: listTest(&dice)
    default: otherTest(&dice)
    }
  }

  // Numbers.

  private struct Number {
    var text: String
    var value: (FilterModel) -> Value
  }

  private static let signs = ["=", "==", "!=", "<>", "<", "<=", ">", ">="]
  private static let thresholds = ["0", "0.5", "1", "-1", "2.5e-1", "inf", "-inf", "100", "1e-3"]

  private static func number(_ dice: inout FilterDice) -> Number {
    let column = dice.one(of: FilterModel.columns.keys.sorted())
    switch dice.roll(9) {
    case 0:
      let key = dice.one(
        of: [DefinitionKey.learningRate, .l2, .seed, .momentum, .epochs, .earlyStopping]
      )
      let prefix = dice.one(of: ["", "param.", "params."])
      return Number(text: prefix + key.rawValue) { $0.key(key) }
    case 1:
      let name = dice.one(of: RunSummary.lastNames)
      return Number(text: dice.one(of: ["", "metric.", "metrics."]) + name) { $0.last(name) }
    case 2: return Number(text: "min(\(column))") { $0.min(column) }
    case 3: return Number(text: "Max( \(column) )") { $0.max(column) }
    case 4: return Number(text: "first(\(column))") { $0.first(column) }
    case 5: return Number(text: "last(metric.\(column))") { $0.last(column) }
    case 6: return Number(text: "mean(\(column))") { $0.mean(column) }
    case 7:
      let epoch = dice.roll(6)
      return Number(text: "\(column)@\(epoch)") { $0.at(column, epoch) }
    default: return effort(column, &dice)
    }
  }

  private static func effort(_ column: String, _ dice: inout FilterDice) -> Number {
    let sign = dice.one(of: signs)
    let threshold = dice.one(of: thresholds)
    let limit = Double(threshold) ?? .nan
    switch dice.roll(3) {
    case 0:
      return Number(text: "epochs_to(\(column) \(sign) \(threshold))") { run in
        Value(run.reached(column, sign, limit).map(Double.init))
      }
    case 1:
      return Number(text: "seconds_to(\(column)\(sign)\(threshold))") { run in
        Value(
          run.reached(column, sign, limit).map { run.epochs[...$0].map(\.seconds).reduce(0, +) }
        )
      }
    default:
      return Number(text: "examples_to(\(column) \(sign)\(threshold))") { run in
        Value(
          run.reached(column, sign, limit).map {
            Double(run.epochs[...$0].map(\.examples).reduce(0, +))
          }
        )
      }
    }
  }

  private static func numberTest(_ dice: inout FilterDice) -> FilterExpression {
    let number = number(&dice)
    let not = dice.chance(30)
    let word = not ? " not" : ""
    func asked(_ question: @escaping (Double) -> Bool) -> (FilterModel) -> Bool? {
      { run in
        guard case .number(let value) = number.value(run) else { return nil }
        return question(value) != not
      }
    }
    switch dice.roll(6) {
    case 0: return .init(text: "\(number.text) is\(word) NaN") { (number.value($0) == .nan) != not }
    case 1:
      return .init(text: "\(number.text) is\(word) empty") { (number.value($0) == .empty) != not }
    case 2:
      let values = (0...dice.roll(4)).map { _ in dice.one(of: thresholds) }
      let text = "\(number.text)\(word) in (\(values.joined(separator: ",")))"
      return .init(text: text, holds: asked { values.compactMap { Double($0) }.contains($0) })
    case 3:
      let (low, high) = (dice.one(of: thresholds), dice.one(of: thresholds))
      let (least, most) = (Double(low) ?? .nan, Double(high) ?? .nan)
      return .init(
        text: "\(number.text)\(word) between \(low) and \(high)",
        holds: asked { least <= $0 && $0 <= most }
      )
    case 4:
      let other = Self.number(&dice)
      let sign = dice.one(of: signs)
      return .init(text: "\(number.text) \(sign) \(other.text)") { run in
        guard case .number(let left) = number.value(run),
          case .number(let right) = other.value(run)
        else { return nil }
        return FilterModel.compare(left, sign, right)
      }
    default:
      let (sign, threshold) = (dice.one(of: signs), dice.one(of: thresholds))
      return .init(text: "\(number.text)\(sign)\(threshold)") { run in
        guard case .number(let value) = number.value(run) else { return nil }
        return FilterModel.compare(value, sign, Double(threshold) ?? .nan)
      }
    }
  }

  // Texts.

  private static func text(_ dice: inout FilterDice) -> (
    text: String, value: (FilterModel) -> Value
  ) {
    switch dice.roll(4) {
    case 0: ("optimizer", { $0.key(.optimizer) })
    case 1: ("status", { .text($0.status.rawValue) })
    case 2: ("activation", { $0.key(.activation) })
    default: ("note", { $0.note.map(Value.text) ?? .empty })
    }
  }

  private static func textTest(_ dice: inout FilterDice) -> FilterExpression {
    let subject = text(&dice)
    let not = dice.chance(40)
    let word = not ? " not" : ""
    func asked(_ question: @escaping (String) -> Bool) -> (FilterModel) -> Bool? {
      { run in
        guard case .text(let text) = subject.value(run) else { return nil }
        return question(text) != not
      }
    }
    let words = [
      "optimizer": ["sgd", "momentum", "adam"], "activation": ["sigmoid", "tanh"],
      "status": ["finished", "lost", "running", "queued"], "note": ["'a note'", "\"it's\""],
    ]
    let candidates = words[subject.text] ?? []
    func bare(_ text: String) -> String {
      text.hasPrefix("'") || text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
    }
    switch dice.roll(5) {
    case 0:
      return .init(text: "\(subject.text) is\(word) empty") {
        (subject.value($0) == .empty) != not
      }
    case 1:
      let value = dice.one(of: candidates)
      return .init(
        text: "\(subject.text) \(not ? "!=" : "=") \(value)",
        holds: asked { $0 == bare(value) }
      )
    case 2:
      let values = [dice.one(of: candidates), dice.one(of: candidates)]
      return .init(
        text: "\(subject.text)\(word) in ( \(values.joined(separator: " , ")) )",
        holds: asked { values.map(bare).contains($0) }
      )
    case 3:
      let part = dice.one(of: ["m", "e", "it''s", "%", "A"])
      return .init(
        text: "\(subject.text)\(word) contains '\(part)'",
        holds: asked { $0.contains(part.replacing("''", with: "'")) }
      )
    default:
      // A pattern of letters between two % says what a search without case does.
      let part = dice.one(of: ["M", "dam", "NOTE", "q"])
      return .init(
        text: "\(subject.text)\(word) like '%\(part)%'",
        holds: asked { $0.lowercased().contains(part.lowercased()) }
      )
    }
  }

  private static func setTest(_ dice: inout FilterDice) -> FilterExpression {
    let (name, set): (String, (FilterModel) -> Set<String>) = dice.one(of: [
      ("tag", { $0.tags }), ("sweep", { $0.sweeps }), ("experiment", { $0.experiments }),
    ])
    let not = dice.chance(40)
    let word = not ? " not" : ""
    let value = dice.one(of: ["a", "b", "best one", "first", "second", "odd", "mod3"])
    switch dice.roll(5) {
    case 0: return .init(text: "\(name) is\(word) empty") { set($0).isEmpty != not }
    case 1:
      return .init(text: "\(name)\(word) in ('\(value)', b)") {
        (set($0).contains(value) || set($0).contains("b")) != not
      }
    case 2:
      return .init(text: "\(name)\(word) like '\(value.prefix(1).uppercased())%'") {
        set($0).contains { $0.hasPrefix(value.prefix(1)) } != not
      }
    case 3:
      return .init(text: "\(name)\(word) contains \"o\"") {
        set($0).contains { $0.contains("o") } != not
      }
    default:
      return .init(text: "\(name) \(not ? "!=" : "=") \"\(value)\"") {
        set($0).contains(value) != not
      }
    }
  }

  private static func listTest(_ dice: inout FilterDice) -> FilterExpression {
    let not = dice.chance(40)
    let sizes = dice.one(of: [[], [30], [64, 32], [3]])
    if dice.chance(50) {
      let size = dice.one(of: [3, 30, 32, 64, 300])
      return .init(text: "hidden_layers \(not ? "not " : "")contains \(size)") {
        $0.planned.definition.hiddenLayers.contains(size) != not
      }
    }
    let text = "[" + sizes.map { " \($0)" }.joined(separator: ",") + " ]"
    return .init(text: "hidden_layers \(not ? "<>" : "==") \(text)") {
      ($0.planned.definition.hiddenLayers == sizes) != not
    }
  }

  private static func otherTest(_ dice: inout FilterDice) -> FilterExpression {
    let not = dice.chance(40)
    switch dice.roll(3) {
    case 0:
      let sign = dice.one(of: ["<", "<=", ">", ">="])
      let limit = dice.one(of: [0.25, 0.5, 100])
      return .init(text: "\(not ? "not " : "")validation \(sign) \(limit)") { run in
        guard case .number(let value) = run.key(.validation) else { return nil }
        return FilterModel.compare(value, sign, limit) != not
      }
    case 1:
      return .init(text: "validation \(not ? "!=" : "=") test") {
        ($0.key(.validation) == .text("test")) != not
      }
    default:
      let prefix = String(Samples.id(1 + dice.roll(60)).description.prefix(4 + dice.roll(3)))
      return .init(text: "run \(not ? "!=" : "=") \(prefix.uppercased())") {
        $0.id.hasPrefix(prefix) != not
      }
    }
  }
}
