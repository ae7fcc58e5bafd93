public import Experiments
internal import GRDB

/// Where a run stands, and its history in a few numbers, so that no list reads histories.
public struct RunSummary: Sendable, Equatable {
  /// Where it stands.
  public var status = RunStatus.queued
  /// When it was planned, in milliseconds since 1970.
  public var plannedAt: Int
  /// When its training began.
  public var startedAt: Int?
  /// When it ended.
  public var finishedAt: Int?
  /// The epoch at which its stopping rule struck.
  public var stoppedEarlyAt: Int?
  /// The epoch whose cost was not finite.
  public var divergedAt: Int?
  /// What made it fail.
  public var error: String?
  /// n_1, … n_L, known once something is recorded.
  public var sizes: [Int]?
  /// The last recorded epoch.
  public var epochsDone = 0
  /// Metrics of the last recorded epoch, as ``Metrics`` has them.
  public var train: Metrics? { chain.map { _ in Metrics.pair(last).train } }
  /// Metrics of the last recorded epoch over the validation set.
  public var validation: Metrics? { chain.flatMap { _ in Metrics.pair(last).validation } }
  /// ‖∇C‖₂ of the last recorded epoch.
  public var gradientNorm: Double? { last[8] }
  /// The first epoch with the lowest validation cost, else training cost.
  public var bestEpoch: Int?
  /// Wall time of all recorded epochs together, in seconds.
  public var seconds = 0.0
  /// Number of examples trained on in all recorded epochs together.
  public var examples = 0
  /// How many findings it has; nil where nobody has looked: before anything is recorded, and for runs
  /// that ended before there were findings.
  public var findings: Int?
  /// The last epoch's link of the chain; nil before anything is recorded.
  ///
  /// Two records of a run with the same chain have the same history.
  public var chain: [UInt8]?

  /// The eight metrics, the gradient's and the weights' norm of the last recorded epoch.
  var last = [Double?](repeating: nil, count: lastNames.count)
  /// The best of each of the eight metrics over all epochs, each by itself.
  var best = [Double?](repeating: nil, count: Metrics.columnNames.count)

  init(plannedAt: Int) {
    self.plannedAt = plannedAt
  }

  /// Takes a further epoch in.
  mutating func absorb(_ epoch: EpochRecord, chain: [UInt8]) {
    let numbers = epoch.numbers.map { $0.map(RecordDigest.recorded) }
    last = Array(numbers.prefix(8)) + [numbers[9], numbers[10]]
    let costs = numbers[1] == nil ? 0 : 1
    if let cost = numbers[costs], !cost.isNaN, best[costs].map({ cost < $0 }) ?? true {
      bestEpoch = epoch.epoch
    }
    for index in best.indices {
      best[index] = Self.better(best[index], numbers[index], maximized: (2...5).contains(index))
    }
    epochsDone = epoch.epoch
    seconds += epoch.seconds
    examples += epoch.examples
    self.chain = chain
  }

  private static func better(_ old: Double?, _ new: Double?, maximized: Bool) -> Double? {
    guard let new, !new.isNaN else { return old }
    guard let old else { return new }
    return maximized ? max(old, new) : min(old, new)
  }

  /// Ends the run; where the clock was set back meanwhile, it ends when it started.
  mutating func end(_ ending: RunEnding, at time: Int) {
    status = ending.status
    finishedAt = max(time, startedAt ?? time)
    switch ending {
    case .finished(let epoch): stoppedEarlyAt = epoch
    case .diverged(let epoch): divergedAt = epoch
    case .failed(let message): error = message
    case .interrupted: break
    }
  }
}

extension RunSummary {
  static let lastNames = Metrics.columnNames + ["gradient_norm", "weight_norm"]
  static let bestNames = Metrics.columnNames.map { "best_" + $0 }
  /// The columns of `run` that the summary is kept in, without the digest.
  static let columns =
    [
      "status", "planned_at", "started_at", "finished_at", "stopped_early", "diverged_at", "error",
      "sizes", "epochs_done",
    ] + lastNames + bestNames + ["best_epoch", "seconds", "examples", "nan", "chain", "findings"]

  /// The digest of the summary of a run.
  func digest(of run: RunID) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(run.bytes)
    digest.append(status.rawValue)
    for number in [plannedAt, startedAt, finishedAt, stoppedEarlyAt, divergedAt] {
      digest.append(number)
    }
    digest.append(error)
    digest.append(sizes.map(ListText.text))
    digest.append(epochsDone)
    digest.append(numbers: last)
    digest.append(numbers: best)
    digest.append(bestEpoch)
    digest.append(seconds)
    digest.append(examples)
    digest.append(chain)
    // A file of schema 1 has digests without it.
    if let findings { digest.append(findings) }
    return digest.finished()
  }

  /// Binds ``columns`` and the digest from a parameter on.
  func bind(to statement: PreparedStatement, from index: Int, of run: RunID) {
    var next = index
    func put(_ value: StoredValue) {
      statement.bind(next, value)
      next += 1
    }
    func put(_ value: Int?) { put(value.map(StoredValue.integer) ?? .empty) }
    func put(_ value: String?) { put(value.map(StoredValue.text) ?? .empty) }
    put(status.rawValue)
    for number in [plannedAt, startedAt, finishedAt, stoppedEarlyAt, divergedAt] {
      put(number)
    }
    put(error)
    put(sizes.map(ListText.text))
    put(epochsDone)
    let mask = statement.bind(from: next, numbers: last)
    next += last.count
    _ = statement.bind(from: next, numbers: best)
    next += best.count
    put(bestEpoch)
    put(.real(seconds))
    put(examples)
    put(mask)
    put(chain.map(StoredValue.blob) ?? .empty)
    put(findings)
    put(.blob(digest(of: run)))
  }

  /// Reads ``columns`` from a column on.
  init(_ row: PreparedStatement, from column: Int) throws {
    plannedAt = try row.moment(column + 1)
    guard let status = RunStatus(rawValue: try row.text(column)) else {
      throw DatabaseError.damaged("the words of a status")
    }
    self.status = status
    startedAt = try row.optionalMoment(column + 2)
    finishedAt = try row.optionalMoment(column + 3)
    stoppedEarlyAt = try row.optionalCount(column + 4)
    divergedAt = try row.optionalCount(column + 5)
    error = try row.optionalText(column + 6)
    sizes = try row.optionalText(column + 7).map(Self.sizes)
    epochsDone = try row.count(column + 8)
    let (lastColumn, bestColumn) = (column + 9, column + 9 + last.count)
    let next = bestColumn + best.count
    last = try row.numbers(from: lastColumn, count: last.count, mask: try row.integer(next + 3))
    best = try row.numbers(from: bestColumn, count: best.count, mask: 0)
    bestEpoch = try row.optionalCount(next)
    seconds = try row.real(next + 1)
    examples = try row.integer(next + 2)
    chain = try row.optionalBlob(next + 4)
    findings = try row.optionalInteger(next + 5)
  }

  /// Reads n_1, … n_L; no network that could be recorded has more than 2²⁴ neurons in a layer.
  private static func sizes(_ text: String) throws -> [Int] {
    guard let sizes = ListText.numbers(text), sizes.count >= 2,
      sizes.allSatisfy((1...1 << 24).contains)
    else { throw DatabaseError.damaged("the sizes of a network") }
    return sizes
  }
}
