import Experiments
import NeuralNetwork

@testable import RunStore

/// A run as plain values, for an evaluator that knows no SQL.
struct FilterModel {
  /// What a name stands for.
  enum Value: Equatable {
    case number(Double)
    case nan
    case text(String)
    case empty

    init(_ number: Double?) {
      self = number.map { $0.isNaN ? .nan : .number($0) } ?? .empty
    }
  }

  var planned: PlannedRun
  var epochs: [EpochRecord] = []
  var status: RunStatus = .queued
  var tags: Set<String> = []
  var note: String?
  var sweeps: Set<String> = []
  var experiments: Set<String> = []

  var id: String { planned.id.description }

  func key(_ key: DefinitionKey) -> Value {
    switch planned.definition[key] {
    case .integer(let value): .number(Double(value))
    case .real(let value): .number(value)
    case .boolean(let value): .text(String(value))
    case .text(let value): .text(value)
    case .list(let values): .text("[" + values.map(String.init).joined(separator: ", ") + "]")
    case nil: .empty
    }
  }

  /// The number of each epoch, written out once more.
  static let columns: [String: @Sendable (EpochRecord) -> Double?] = [
    "train_cost": { $0.train.cost }, "validation_cost": { $0.validation?.cost },
    "train_accuracy": { $0.train.accuracy }, "validation_accuracy": { $0.validation?.accuracy },
    "train_r2": { $0.train.r2 }, "validation_r2": { $0.validation?.r2 },
    "train_rmse": { $0.train.rmse }, "validation_rmse": { $0.validation?.rmse },
    "learning_rate": { $0.learningRate }, "gradient_norm": { $0.gradientNorm },
    "weight_norm": { $0.weightNorm }, "seconds": { $0.seconds },
    "examples": { Double($0.examples) },
    "examples_per_second": { $0.seconds == 0 ? nil : Double($0.examples) / $0.seconds },
  ]

  func history(_ column: String) -> [Value] {
    guard let number = Self.columns[column] else { return [] }
    return epochs.map { Value(number($0)) }
  }

  private static func numbers(_ values: [Value]) -> [Double] {
    values.compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  func last(_ column: String) -> Value { history(column).last ?? .empty }
  func first(_ column: String) -> Value { history(column).first { $0 != .empty } ?? .empty }
  func at(_ column: String, _ epoch: Int) -> Value {
    epoch < epochs.count ? history(column)[epoch] : .empty
  }
  func min(_ column: String) -> Value { Value(Self.numbers(history(column)).min()) }
  func max(_ column: String) -> Value { Value(Self.numbers(history(column)).max()) }
  func mean(_ column: String) -> Value {
    let numbers = Self.numbers(history(column))
    return numbers.isEmpty ? .empty : Value(numbers.reduce(0, +) / Double(numbers.count))
  }

  func reached(_ column: String, _ sign: String, _ threshold: Double) -> Int? {
    history(column).firstIndex {
      if case .number(let number) = $0 {
        return FilterModel.compare(number, sign, threshold)
      }
      return false
    }
  }

  static func compare<T: Comparable>(_ left: T, _ sign: String, _ right: T) -> Bool {
    switch sign {
    case "=", "==": left == right
    case "!=", "<>": left != right
    case "<": left < right
    case "<=": left <= right
    case ">": left > right
    default: left >= right
    }
  }
}

/// Random numbers from a seed (xorshift64*).
struct FilterDice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func roll(_ sides: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % sides
  }

  mutating func one<T>(of values: [T]) -> T { values[roll(values.count)] }
  mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }
}

extension FilterModel {
  /// Random runs, some of them without epochs, sweeps, tags or validation.
  static func random(count: Int, seed: UInt64) -> [FilterModel] {
    var dice = FilterDice(seed: seed)
    return (1...count).map { random($0, &dice) }
  }

  private static func random(_ number: Int, _ dice: inout FilterDice) -> FilterModel {
    var planned = Samples.run(seed: number, epochs: dice.one(of: [3, 5, 30]))
    planned.definition.learningRate = dice.one(of: [0.1, 0.5, 1, 3])
    planned.definition.hiddenLayers = dice.one(of: [[], [30], [64, 32], [300, 3]])
    planned.definition.optimizer = dice.one(of: [.sgd, .momentum(0.9), .adam])
    planned.definition.validation = dice.one(of: [.share(0.25), .count(100), .test, .share(0.5)])
    planned.definition.earlyStopping = dice.one(of: [nil, 2])
    planned.definition.l2 = dice.one(of: [0, 0.5, 1e-3])
    planned.definition.shuffle = dice.chance(50)
    var model = FilterModel(planned: planned)
    let hasValidation = dice.chance(80)
    model.epochs = (0..<dice.one(of: [0, 1, 3, 5])).map { epoch in
      record(epoch, hasValidation: hasValidation, &dice)
    }
    model.status =
      model.epochs.isEmpty
      ? .queued : dice.one(of: [.finished, .diverged, .interrupted, .failed, .lost, .running])
    model.tags = Set((0..<dice.roll(3)).map { _ in dice.one(of: ["a", "b", "best one", "%"]) })
    model.note = dice.one(of: [nil, "a note", "100% done", "it's"])
    return model
  }

  private static func record(
    _ epoch: Int,
    hasValidation: Bool,
    _ dice: inout FilterDice
  ) -> EpochRecord {
    let pool: [Double] = [0, 0.125, 0.25, 0.5, 0.75, 1, 2, -1, .nan, .infinity, -.infinity]
    var record = Samples.epoch(epoch)
    record.train = Metrics(cost: dice.one(of: pool), accuracy: dice.one(of: [nil, 0.5, .nan, 1]))
    record.train.r2 = dice.one(of: [nil, dice.one(of: pool)])
    record.validation =
      hasValidation ? Metrics(cost: dice.one(of: pool), accuracy: dice.one(of: pool)) : nil
    record.gradientNorm = dice.one(of: pool)
    record.weightNorm = dice.one(of: pool)
    record.seconds = dice.one(of: [0, 0.5, 2, 64])
    record.examples = epoch == 0 ? 0 : dice.one(of: [4, 100])
    return record
  }
}
