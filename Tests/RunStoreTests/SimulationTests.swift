@testable import Experiments
import Foundation
import GRDB
import NeuralNetwork
@testable import RunStore
import Testing

/// Processes that claim, train, write, lose their runs and die, in every order that a seed makes.
///
/// One thread plays all of them, so that a seed replays to the same record. `DESCENT_SIMULATIONS` says
/// how many seeds, and `DESCENT_SIMULATION_SEED` the first of them.
@Suite struct SimulationTests {
  private static let variables = ProcessInfo.processInfo.environment
  static let first = variables["DESCENT_SIMULATION_SEED"].flatMap(Int.init) ?? 0
  static let count = variables["DESCENT_SIMULATIONS"].flatMap(Int.init) ?? 12

  @Test func `whoever dies and whenever, each run ends as if nobody had`() throws {
    let unbroken = try Simulation.unbrokenChains()
    for seed in Self.first..<Self.first + Self.count {
      let simulation = try Simulation(seed: seed)
      try simulation.play()
      let found = try simulation.chains()
      #expect(found == unbroken, "seed \(seed)")
      #expect(try simulation.store.check().isEmpty, "seed \(seed)")
    }
  }

  @Test func `a seed replays to the same record`() throws {
    for seed in Self.first..<Self.first + 3 {
      let records = try (0..<2).map { _ in
        let simulation = try Simulation(seed: seed)
        try simulation.play()
        return try simulation.attempts() + [simulation.deaths, simulation.thefts]
      }
      #expect(records[0] == records[1], "seed \(seed)")
    }
  }
}

/// One record and the processes that work on it.
private final class Simulation {
  static let runs = (1...3).map { Samples.run(seed: $0, epochs: 4) }

  /// A process: what it has claimed, and what it has trained and not yet written.
  struct Worker {
    var identity: ProcessIdentity
    var process: Int
    var group = GroupWriter()
    var events: [RecordingEvent] = []
    var next: [Int: Int] = [:]
  }

  /// The end of a process in the middle of a transaction.
  struct Death: Error {}

  let folder: TemporaryFolder
  let store: RunStore
  var random: SplitMix64
  var workers: [Worker] = []
  var acknowledged: [Int: Int] = [:]
  var deaths = 0
  var thefts = 0

  init(seed: Int) throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    random = SplitMix64(seed: UInt64(seed))
    try store.queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
  }

  deinit { try? store.close() }

  /// The chains of a record that one process made without a fault.
  static func unbrokenChains() throws -> [[UInt8]?] {
    let simulation = try Simulation(seed: 0)
    try simulation.finishAlone()
    return try simulation.chains()
  }

  func chains() throws -> [[UInt8]?] { try Self.runs.map { try summary($0)?.chain } }

  func attempts() throws -> [Int] {
    try store.reading { db in try Self.runs.map { try RunRow.find(db, $0.id)?.attempt ?? -1 } }
  }

  private func summary(_ run: PlannedRun) throws -> RunSummary? {
    try store.reading { db in try RunRow.find(db, run.id)?.summary }
  }

  /// Three processes and 120 steps, then one that does what is left.
  func play() throws {
    for _ in 0..<3 { workers.append(try born()) }
    for _ in 0..<120 { try step(random.below(workers.count)) }
    for index in workers.indices { try die(index) }
    try finishAlone()
  }

  private func finishAlone() throws {
    workers = [try born()]
    for run in Self.runs.indices {
      try claim(0, run)
      while workers[0].next[run] != nil { try train(0, run) }
    }
    try write(0)
    for run in Self.runs { #expect(try summary(run)?.status == .finished) }
  }

  /// Half of the processes are taken for dead by everybody, although they go on.
  private func born() throws -> Worker {
    var identity = ProcessIdentity.current
    if random.below(2) == 0 { identity.pid = 1 << 22 | random.below(1000) }
    let process = try store.writing { db in
      try Reaping.reap(db, for: identity)
      return try ProcessRow.insert(db, identity, now: .now)
    }
    return Worker(identity: identity, process: process)
  }

  private func die(_ index: Int) throws {
    deaths += 1
    try store.writing { db in
      try db.execute(
        sql: "UPDATE process SET start_time = 0 WHERE id = ?",
        arguments: [workers[index].process]
      )
    }
    workers[index] = try born()
  }

  private func step(_ index: Int) throws {
    let run = random.below(Self.runs.count)
    switch random.below(10) {
    case 0, 1: try claim(index, run)
    case 2, 3, 4, 5: try train(index, run)
    case 6, 7, 8: try write(index, diesBefore: random.below(6) == 0)
    default: if random.below(3) == 0 { try die(index) }
    }
  }

  private func claim(_ index: Int, _ run: Int) throws {
    let worker = workers[index]
    guard worker.next[run] == nil, !worker.events.contains(where: { $0.ends(Self.runs[run].id) })
    else { return }
    let claim = Claim(
      process: worker.process,
      environment: try store.writing { try Samples.environment.register($0) },
      observer: worker.identity,
      numericsVersion: 1
    )
    let (_, progress) = try store.writing { try claim.make($0, Self.runs[run]) }
    guard let progress else { return }
    workers[index].events.append(.began(progress))
    workers[index].next[run] = progress.summary.chain == nil ? 0 : progress.summary.epochsDone + 1
  }

  private func train(_ index: Int, _ run: Int) throws {
    guard let epoch = workers[index].next[run] else { return }
    let id = Self.runs[run].id
    workers[index].events.append(
      .epoch(Samples.epoch(epoch), Samples.state(epoch), .always, of: id)
    )
    let isLast = epoch == Self.runs[run].definition.epochs
    workers[index].next[run] = isLast ? nil : epoch + 1
    if isLast {
      workers[index].events.append(.ended(id, .finished(stoppedEarlyAt: nil), at: Moment.now.wall))
    }
  }

  /// Writes what a process has in hand; one that dies before the commit leaves nothing of it.
  private func write(_ index: Int, diesBefore: Bool = false) throws {
    var worker = workers[index]
    worker.group.take(worker.events)
    do {
      let outcome = try store.queue.inDatabase { db in
        var outcome = GroupWriter.Outcome()
        try db.inTransaction(.immediate) {
          outcome = try worker.group.write(db)
          if diesBefore { throw Death() }
          return .commit
        }
        return outcome
      }
      thefts += outcome.taken.count
      for (run, planned) in Self.runs.enumerated() where outcome.taken.contains(planned.id) {
        worker.next[run] = nil
      }
      worker.events = []
      workers[index] = worker
    } catch is Death {
      try die(index)
    }
    try inspect()
  }

  /// Every run has its epochs from the first on, what to go on from, and what it had before.
  private func inspect() throws {
    for (run, planned) in Self.runs.enumerated() {
      guard let summary = try summary(planned), summary.chain != nil else { continue }
      let epochs = try store.epochs(of: planned.id).map(\.epoch)
      #expect(epochs == Array(0...summary.epochsDone))
      #expect(try store.state(of: planned.id)?.epoch == summary.epochsDone)
      #expect(summary.epochsDone >= acknowledged[run] ?? 0)
      acknowledged[run] = summary.epochsDone
    }
  }
}

extension RecordingEvent {
  /// Whether it is the end of a run.
  fileprivate func ends(_ run: RunID) -> Bool {
    if case .ended(run, _, _) = self { true } else { false }
  }
}
