import Foundation
import Synchronization
import Testing

@testable import Experiments

@Suite struct ClaimsAheadTests {
  /// Hands out runs and notes who asked for which, and how they ended.
  private final class Registrar: RunRecorder {
    struct Refusal: Error {}

    private let allBegun = Mutex<[RunID]>([])
    private let allEnded = Mutex<[RunID]>([])

    var begun: [RunID] { allBegun.withLock(\.self) }
    var ended: [RunID] { allEnded.withLock(\.self) }
    private let answer: @Sendable (RunID, _ time: Int) throws -> RunBeginning

    init(_ answer: @escaping @Sendable (RunID, _ time: Int) throws -> RunBeginning) {
      self.answer = answer
    }

    func begin(_ run: PlannedRun) throws -> RunBeginning {
      let time = allBegun.withLock { begun in
        begun.append(run.id)
        return begun.filter { $0 == run.id }.count
      }
      return try answer(run.id, time)
    }

    func record(
      _ epoch: EpochRecord,
      state: TrainingState,
      weights: WeightsRetention,
      of run: RunID
    ) {}

    func end(_ run: RunID, _ ending: RunEnding) {
      guard case .interrupted = ending else { return }
      allEnded.withLock { $0.append(run) }
    }
  }

  private let runs: [PlannedRun]

  init() throws {
    let dataset = try DataSource("xor").load()
    runs = try (1...6).map { seed in
      let settings = Settings([.data: .text("xor"), .seed: .integer(seed)])
      return PlannedRun(
        definition: try Definition(resolving: settings, for: dataset.traits(label: "xor"))
      )
    }
  }

  /// Where the runs that were asked for are in the sweep, once there are so many.
  private func asked(_ registrar: Registrar, _ count: Int) -> [Int] {
    let deadline = ContinuousClock.now + .seconds(20)
    while registrar.begun.count < count, ContinuousClock.now < deadline {
      Thread.sleep(forTimeInterval: 0.001)
    }
    return registrar.begun.compactMap { id in runs.firstIndex { $0.id == id } }.sorted()
  }

  @Test func `short runs are claimed ahead, each once`() throws {
    let registrar = Registrar { _, _ in .fresh }
    let claims = claims(registrar, 2)
    _ = try claims.begin(0)
    #expect(asked(registrar, 1) == [0])
    claims.note(seconds: 0.1, of: 0)
    _ = try claims.begin(1)
    #expect(asked(registrar, 4) == [0, 1, 2, 3])
    for index in 2..<6 { _ = try claims.begin(index) }
    #expect(asked(registrar, 6) == [0, 1, 2, 3, 4, 5])
    claims.release()
    #expect(registrar.ended.isEmpty)
  }

  private func claims(_ registrar: Registrar, _ count: Int) -> ClaimsAhead {
    ClaimsAhead(runs, of: registrar, count: count) { _ in 1 }
  }

  @Test func `a long run after short ones is claimed when it begins`() throws {
    let registrar = Registrar { _, _ in .fresh }
    let long = runs[3].id
    let claims = ClaimsAhead(runs, of: registrar, count: 3) { $0.id == long ? 100 : 1 }
    _ = try claims.begin(0)
    claims.note(seconds: 0.1, of: 0)
    _ = try claims.begin(1)
    #expect(asked(registrar, 3) == [0, 1, 2])
    _ = try claims.begin(2)
    claims.release()
    #expect(asked(registrar, 3) == [0, 1, 2])
  }

  @Test func `nothing is claimed ahead where nobody knows how long runs are`() throws {
    let registrar = Registrar { _, _ in .fresh }
    let claims = ClaimsAhead(runs, of: registrar, count: 2) { _ in .infinity }
    for index in 0..<3 {
      _ = try claims.begin(index)
      claims.note(seconds: 0, of: index)
    }
    claims.release()
    #expect(asked(registrar, 3) == [0, 1, 2])
  }

  @Test func `long runs are claimed when they begin`() throws {
    let registrar = Registrar { _, _ in .fresh }
    let claims = claims(registrar, 2)
    for index in 0..<3 {
      _ = try claims.begin(index)
      claims.note(seconds: ClaimsAhead.longest, of: index)
    }
    claims.release()
    #expect(asked(registrar, 3) == [0, 1, 2])
  }

  @Test func `what another process held is asked for again`() throws {
    let held = runs[2].id
    let registrar = Registrar { id, time in
      id == held && time == 1 ? .held(by: "another") : .fresh
    }
    let claims = claims(registrar, 2)
    _ = try claims.begin(0)
    claims.note(seconds: 0, of: 0)
    _ = try claims.begin(1)
    guard case .fresh = try claims.begin(2) else {
      Issue.record("still held")
      return
    }
    #expect(registrar.begun.filter { $0 == held }.count == 2)
  }

  @Test func `lets go of what was claimed and is not trained`() throws {
    let done = runs[3].id
    let registrar = Registrar { id, _ in id == done ? .done(.finished) : .fresh }
    let claims = claims(registrar, 3)
    _ = try claims.begin(0)
    claims.note(seconds: 0, of: 0)
    _ = try claims.begin(1)
    claims.release()
    #expect(asked(registrar, 5) == [0, 1, 2, 3, 4])
    #expect(Set(registrar.ended) == [runs[2].id, runs[4].id])
  }

  @Test func `what a claim throws is thrown to whoever begins the run`() throws {
    let refused = runs[2].id
    let registrar = Registrar { id, _ in
      if id == refused { throw Registrar.Refusal() }
      return .fresh
    }
    let claims = claims(registrar, 2)
    _ = try claims.begin(0)
    claims.note(seconds: 0, of: 0)
    _ = try claims.begin(1)
    #expect(throws: Registrar.Refusal.self) { try claims.begin(2) }
    _ = try claims.begin(3)
    claims.release()
  }
}
