import Experiments
import Testing

@testable import descent

@Suite struct TrainingOrderTests {
  private let shelf = DataShelf()

  private func run(_ words: [DefinitionKey: SettingValue] = [:]) throws -> PlannedRun {
    var settings = Settings([.data: .text("iris")])
    for (key, value) in words { settings[key] = value }
    return PlannedRun(definition: try shelf.definition(settings))
  }

  private func order(_ jobs: Int, done: [RunID: Int] = [:]) -> TrainingOrder {
    TrainingOrder(jobs: jobs, epochsDone: done, dataset: shelf.dataset(of:))
  }

  @Test func `several jobs begin with the longest runs, equally long ones as they stand`() throws {
    let runs = try [
      run([.hiddenLayers: .list([8])]),
      run([.hiddenLayers: .list([64]), .learningRate: .real(0.5)]),
      run([.hiddenLayers: .list([64]), .learningRate: .real(0.1)]),
      run([.hiddenLayers: .list([8]), .miniBatchSize: .integer(1)]),
      run([.hiddenLayers: .list([8]), .epochs: .integer(1000)]),
    ]
    #expect(order(2).sorted(runs).map(\.id) == [4, 1, 2, 3, 0].map { runs[$0].id })
  }

  @Test func `one job, or one run, keeps the order of the sweep`() throws {
    let runs = try [run([.hiddenLayers: .list([8])]), run([.hiddenLayers: .list([64])])]
    #expect(order(1).sorted(runs).map(\.id) == runs.map(\.id))
    #expect(order(2).sorted([runs[0]]).map(\.id) == [runs[0].id])
  }

  @Test func `jobs are done when the last of them is`() {
    #expect(TrainingOrder.seconds([2, 3, 2, 3, 2], jobs: 2) == 7)
    #expect(TrainingOrder.seconds([2, 3, 2, 3, 2], jobs: 1) == 12)
    #expect(TrainingOrder.seconds([1, 100], jobs: 8) == 100)
    #expect(TrainingOrder.seconds([], jobs: 2) == 0)
  }

  @Test func `what is recorded already is no work`() throws {
    let runs = try [
      run([.epochs: .integer(20)]),
      run([.epochs: .integer(30)]),
    ]
    let done = [runs[1].id: 15]
    #expect(order(2, done: done).sorted(runs).map(\.id) == runs.map(\.id))
    #expect(order(2).sorted(runs).map(\.id) == [runs[1].id, runs[0].id])
  }

  @Test func `a run whose data cannot be read comes last`() throws {
    struct Unreadable: Error {}
    let runs = try [
      run([.hiddenLayers: .list([64])]),
      run([.hiddenLayers: .list([8])]),
    ]
    let order = TrainingOrder(jobs: 2, epochsDone: [:]) { [shelf] definition in
      if definition.hiddenLayers == [64] { throw Unreadable() }
      return try shelf.dataset(of: definition)
    }
    #expect(order.sorted(runs).map(\.id) == [runs[1].id, runs[0].id])
  }
}
