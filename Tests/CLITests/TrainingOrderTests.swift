import Experiments
import Testing

@testable import descent

@Suite struct TrainingOrderTests {
  private let shelf = DataShelf()

  private func run(_ words: [DefinitionKey: SettingValue]) throws -> PlannedRun {
    var settings = Settings([.data: .text("iris")])
    for (key, value) in words { settings[key] = value }
    return PlannedRun(definition: try shelf.definition(settings))
  }

  /// Where runs are in the order of a launch.
  private func order(_ jobs: Int, _ runs: [PlannedRun]) -> [Int] {
    let work = RemainingWork(runs, dataset: shelf.dataset(of:))
    let order = TrainingOrder(jobs: jobs).sorted(work).map(\.id)
    return order.compactMap { id in runs.firstIndex { $0.id == id } }
  }

  @Test func `several jobs begin with the longest runs, equally long ones as they stand`() throws {
    let runs = try [
      run([.hiddenLayers: .list([8])]),
      run([.hiddenLayers: .list([64]), .learningRate: .real(0.5)]),
      run([.hiddenLayers: .list([64]), .learningRate: .real(0.1)]),
      run([.hiddenLayers: .list([8]), .miniBatchSize: .integer(1)]),
      run([.hiddenLayers: .list([8]), .seed: .integer(2), .epochs: .integer(1000)]),
    ]
    #expect(order(2, runs) == [4, 1, 2, 0, 3])
  }

  @Test func `one job, or one run, keeps the order of the sweep`() throws {
    let runs = try [run([.hiddenLayers: .list([8])]), run([.hiddenLayers: .list([64])])]
    #expect(order(1, runs) == [0, 1])
    #expect(order(2, [runs[0]]) == [0])
  }

  @Test func `runs that share prepared data stay together`() throws {
    let runs = try [(0, 8), (0, 64), (1, 8), (1, 64), (2, 8), (2, 128)].map { split, hidden in
      try run([.splitSeed: .integer(split), .hiddenLayers: .list([hidden])])
    }
    #expect(order(2, runs) == [5, 4, 1, 0, 3, 2])
  }

  @Test func `jobs are done when the last of them is`() {
    #expect(TrainingOrder(jobs: 2).seconds([2, 3, 2, 3, 2]) == 7)
    #expect(TrainingOrder(jobs: 1).seconds([2, 3, 2, 3, 2]) == 12)
    #expect(TrainingOrder(jobs: 8).seconds([1, 100]) == 100)
    #expect(TrainingOrder(jobs: 2).seconds([]) == 0)
  }
}
