import Experiments
import Testing

@testable import descent

@Suite struct RemainingWorkTests {
  private struct Unreadable: Error {}
  private let shelf = DataShelf()

  private func run(_ hidden: Int, epochs: Int, seed: Int = 1) throws -> PlannedRun {
    let settings = Settings([
      .data: .text("iris"), .validation: .integer(0), .hiddenLayers: .list([hidden]),
      .epochs: .integer(epochs), .seed: .integer(seed),
    ])
    return PlannedRun(definition: try shelf.definition(settings))
  }

  @Test func `is what epochs are left of each run`() throws {
    let runs = try [run(8, epochs: 20), run(8, epochs: 30, seed: 2)]
    let work = RemainingWork(runs, epochsDone: [runs[1].id: 25], dataset: shelf.dataset(of:))
    let epoch = 150.0 * 67 * 4
    #expect(runs.map { work.ofEpoch($0.id) } == [epoch, epoch])
    #expect(runs.map { work.left(of: $0.id) } == [20 * epoch, 5 * epoch])
    #expect(work.total == 25 * epoch)
  }

  @Test func `is none where all is recorded, or data cannot be read`() throws {
    let runs = try [run(8, epochs: 20), run(16, epochs: 20)]
    let done = RemainingWork(runs, epochsDone: [runs[0].id: 30], dataset: shelf.dataset(of:))
    #expect(done.left(of: runs[0].id) == 0)
    var count = 0
    let unreadable = RemainingWork(runs) { _ in
      count += 1
      throw Unreadable()
    }
    #expect(unreadable.total == 0)
    #expect(count == 1)
  }
}
