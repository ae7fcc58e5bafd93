import NeuralNetwork

extension DefinitionError: CustomStringConvertible {
  /// One line: the place, what is wrong, the remedy.
  public var description: String {
    guard let place else { return Self.oneLine(problem.description) }
    return Self.oneLine("\(place.file):\(place.line):\(place.column): \(problem)")
  }

  /// Control characters escaped, and what is far too long cut, because values come from outside.
  private static func oneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(maximumLength).map { scalar in
      scalar.properties.generalCategory == .control
        ? scalar.escaped(asASCII: false) : String(scalar)
    }
    return scalars.joined() + (text.unicodeScalars.count > maximumLength ? "…" : "")
  }

  private static let maximumLength = 1000
}

extension DefinitionError.Problem: CustomStringConvertible {
  /// What is wrong and the remedy, without the place.
  public var description: String {
    switch self {
    case .notAssignment(let text):
      "argument '\(text)' is not of the form key=value"
    case .unknownKey(let key, let owner, let nearest):
      "unknown key '\(key)' of \(owner); the nearest is '\(nearest)'"
    case .repeatedKey(let key):
      "key '\(key)' is given twice"
    case .missingKey(let key):
      "key '\(key)' is missing"
    case .noValue(let key):
      "\(key) has no value"
    case .badValue(let key, let value, let allowed, let nearest):
      "\(key) '\(value)' is not \(allowed)"
        + (nearest.map { "; the nearest is '\($0)'" } ?? "")
    case .severalValues(let key, let value):
      "\(key) '\(value)' is several values; one run takes one, a sweep takes all"
    default: fileDescription ?? definitionDescription ?? searchDescription ?? ""
    }
  }

  private var fileDescription: String? {
    switch self {
    case .yaml(let text): text
    case .fileTooLarge(let limit):
      "the file is larger than \(limit) bytes, which no definition needs"
    case .emptyFile: "the file holds no keys"
    case .misplacedKey(let key):
      "\(key) belongs under parameters, as {value: …} or {values: […]}"
    case .anchor: "anchors and aliases are not read; write the value out"
    case .wrongShape(let key, let needs): "\(key) needs \(needs)"
    default: nil
    }
  }

  private var definitionDescription: String? {
    switch self {
    case .outputMismatch(let cost, let output, let costIsDefault):
      Self.mismatch(cost.rawValue, output.rawValue, costIsDefault, cost.requiredOutput?.rawValue)
    case .senseless(let key, let value, let reason, let remedy):
      "\(key) '\(value)' makes no sense here: \(reason); give \(remedy)"
    case .networkTooLarge(let hiddenLayers):
      "hidden_layers '\(hiddenLayers)' make more weights than can be recorded, 1 GB with the "
        + "optimizer's memory; give smaller layers"
    default: nil
    }
  }

  private static func mismatch(
    _ cost: String,
    _ output: String,
    _ costIsDefault: Bool,
    _ required: String?
  ) -> String {
    let fitting = output == "softmax" ? "log_likelihood" : "quadratic"
    let needs = required ?? output
    return costIsDefault
      ? "output_activation '\(output)' does not go with the default cost '\(cost)', which needs "
        + "'\(needs)'; give cost=\(fitting)"
      : "cost '\(cost)' needs output_activation '\(needs)', not '\(output)'; "
        + "give output_activation=\(needs) or cost=\(fitting)"
  }

  private var searchDescription: String? {
    switch self {
    case .badFunction(let key, let text, let expected):
      "\(key) '\(text)' cannot be read; write \(expected)"
    case .badRange(let key, let text, let reason):
      "\(key) '\(text)' \(reason)"
    case .continuousGrid(let key):
      "\(key) is drawn from a distribution, and a grid needs values; give method=random or a "
        + "logspace"
    case .gridOverLimit(let key):
      "\(key) is a limit and no part of a run: all its values would be one run; give the largest"
    case .endlessSearch: "a random search needs an end; give run_cap, the number of runs"
    case .tooManyPoints(let limit):
      "the search has more than \(limit) points; give fewer values, or a run_cap"
    case .severalRuns: "this is a search for many runs; one run takes one value for each key"
    case .refused(let key, let value, let reason):
      key + (value.map { " '\($0)'" } ?? "") + " is not offered: " + reason
    case .seedTwice: "seed and seeds are both given; give one of them"
    default: nil
    }
  }
}
