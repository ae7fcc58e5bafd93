import Experiments
import Foundation
@testable import RunStore
import Testing

@Suite struct RenameTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    try plan("a", [1, 2, 3], name: "s")
    try plan("a", [3, 4], name: "t")
    try plan("b", [1, 2, 3], name: "u")
    try plan("b", [5], name: "v")
  }

  func plan(_ experiment: String, _ seeds: [Int], name: String?) throws {
    let runs = seeds.map { Samples.run(seed: $0) }
    _ = try store.plan(
      SweepPlan(experiment: experiment, name: name, runs: runs),
      numericsVersion: 1
    )
  }

  func sweeps() throws -> [String] {
    #expect(try store.check() == [])
    return try store.sweeps().reversed().map { sweep in
      let seeds = try store.points(of: sweep).map { $0.definition.values[.seed]?.description ?? "" }
      return "\(sweep.experiment)/\(sweep.name): \(seeds.joined(separator: " "))"
    }
  }

  @Test func `an experiment gets another name`() throws {
    #expect(try store.renameExperiment("a", to: "c") == 2)
    #expect(try sweeps() == ["c/s: 1 2 3", "c/t: 3 4", "b/u: 1 2 3", "b/v: 5"])
    #expect(try store.details(of: Samples.id(1)).experiment == "c")
    #expect(throws: StoreError.self) { try store.renameExperiment("a", to: "d") }
    #expect(throws: StoreError.self) { try store.renameExperiment("b", to: "a\n") }
    try plan("a", [9], name: "again")
    #expect(try store.details(of: Samples.id(9)).experiment == "a")
  }

  @Test func `two experiments become one, and so do their sweeps of the same points`() throws {
    try store.renameExperiment("b", to: "a")
    #expect(try sweeps() == ["a/s: 1 2 3", "a/t: 3 4", "a/v: 5"])
    #expect(try store.sweepCount(ofExperiment: "b") == nil)
    #expect(try store.details(of: Samples.id(5)).experiment == "a")
  }

  @Test func `the earlier experiment can become one with the later`() throws {
    try store.renameExperiment("a", to: "b")
    #expect(try sweeps() == ["b/t: 3 4", "b/u: 1 2 3", "b/v: 5"])
    #expect(try store.details(of: Samples.id(1)).experiment == "b")
  }

  @Test func `a sweep gets another name`() throws {
    try store.rename(try store.sweep(named: "t"), to: "rates")
    #expect(try sweeps().contains("a/rates: 3 4"))
    #expect(throws: StoreError.self) { try store.rename(try store.sweep(named: "s"), to: "a\n") }
  }
}
