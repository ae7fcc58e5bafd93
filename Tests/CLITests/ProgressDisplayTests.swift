import Experiments
@testable import RunStore
import Testing
@testable import descent

@Suite struct ProgressDisplayTests {
  let run = PlannedRun(definition: RecordFixture.definition(learningRate: 0.5, seed: 1))

  var display: ProgressDisplay {
    let point = PlannedPoint(run: run.id, ending: nil, epochsDone: 0)
    return ProgressDisplay(
      sweep: PlannedSweep(name: "grid", isNew: true, nameConflict: nil, points: [point]),
      runs: [run],
      metric: nil
    )
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
