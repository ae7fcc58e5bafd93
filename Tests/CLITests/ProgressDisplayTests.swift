import Experiments
@testable import RunStore
import Testing
@testable import descent

@Suite struct ProgressDisplayTests {
  let run = PlannedRun(definition: RecordFixture.definition(learningRate: 0.5, seed: 1))

  private static func record(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch,
      train: Metrics(cost: 1, accuracy: 0.5),
      validation: nil,
      learningRate: nil,
      gradientNorm: 1,
      weightNorm: 1,
      seconds: 1,
      examples: 120,
      layers: []
    )
  }

  var display: ProgressDisplay {
    let point = PlannedPoint(run: run.id, ending: nil, epochsDone: 0)
    return ProgressDisplay(
      sweep: PlannedSweep(name: "grid", isNew: true, nameConflict: nil, points: [point]),
      metric: nil
    )
  }

  @Test func `counts work instead of epochs, without what runs will not do`() throws {
    let shelf = DataShelf()
    let runs = try [8, 80].map { hidden in
      let settings = Settings([
        .data: .text("iris"), .hiddenLayers: .list([hidden]), .epochs: .integer(10),
      ])
      return PlannedRun(definition: try shelf.definition(settings))
    }
    let display = ProgressDisplay(
      sweep: PlannedSweep(name: "grid", isNew: true, nameConflict: nil, points: []),
      metric: nil
    )
    #expect(display.totals.workShare == nil)
    let work = RemainingWork(runs, dataset: shelf.dataset(of:))
    display.expect(work)
    #expect(display.totals.workShare == 0)
    let share = work.ofEpoch(runs[1].id) / work.total
    for epoch in 0...1 {
      display.observe(.epoch(runs[1].id, Self.record(epoch)))
    }
    #expect(abs((display.totals.workShare ?? 0) - share) < 1e-12)
    display.observe(.ended(runs[1].id, .diverged(epoch: 1)))
    display.noteSafe([runs[1].id])
    let epoch = work.ofEpoch(runs[1].id)
    let rest = epoch / (epoch + work.left(of: runs[0].id))
    #expect(abs((display.totals.workShare ?? 0) - rest) < 1e-12)
    display.observe(.held(runs[0].id, by: "another process"))
    #expect(display.totals.workShare == 1)
  }

  @Test(arguments: [false, true])
  func `a run counts as trained once its end is safe`(isSafeFirst: Bool) {
    let display = display
    let events = [
      { display.observe(.ended(run.id, .finished(stoppedEarlyAt: nil))) },
      { display.noteSafe([run.id]) },
    ]
    events[isSafeFirst ? 1 : 0]()
    #expect(display.totals.trained == 0)
    events[isSafeFirst ? 0 : 1]()
    #expect(display.totals.trained == 1)
  }
}
