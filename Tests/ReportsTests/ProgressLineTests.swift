import Testing

@testable import Reports

@Suite struct ProgressLineTests {
  private let state = Progress(
    runsDone: 12,
    runsTotal: 48,
    runsLost: 1,
    epochsDone: 300,
    workShare: 0.25,
    seconds: 10,
    best: .init(metric: "validation_cost", value: 0.03125, run: "3f2a91bc")
  )

  @Test func `tells runs, share, rate, time left and the best so far`() {
    #expect(
      ProgressLine.render(state, style: .plain)
        == "12/48 runs (1 lost)  █████                 25 %  30 epochs/s  30 s left"
        + "  best validation_cost 0.03125 (3f2a91bc)"
    )
  }

  @Test(arguments: [
    (
      90,
      "12/48 runs (1 lost)  25 %  30 epochs/s  30 s left  best validation_cost 0.03125 (3f2a91bc)"
    ),
    (60, "12/48 runs (1 lost)  25 %  30 epochs/s  30 s left"),
    (40, "12/48 runs (1 lost)  25 %  30 s left"),
    (24, "12/48 runs (1 lost)"), (12, "12/48 runs …"),
  ])
  func `drops what matters least on a narrow screen`(_ width: Int, _ line: String) {
    #expect(ProgressLine.render(state, style: TerminalStyle(width: width)) == line)
  }

  @Test func `moves its bar by eighths of a character`() {
    let state = Progress(runsDone: 0, runsTotal: 3, epochsDone: 13, workShare: 0.08125, seconds: 2)
    #expect(ProgressLine.render(state, style: .plain).contains("  █▋                    8 %"))
  }

  @Test func `draws its bar in ASCII`() {
    let line = ProgressLine.render(state, style: TerminalStyle(isASCII: true))
    #expect(line.contains("[#####               ]"))
    #expect(line.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `says nothing of a rate before the first epoch`() {
    let state = Progress(runsDone: 0, runsTotal: 3, epochsDone: 0, workShare: 0, seconds: 2)
    #expect(state.secondsLeft == nil)
    #expect(!ProgressLine.render(state, style: .plain).contains("epochs/s"))
  }

  @Test func `goes by runs where the work is not known`() {
    let state = Progress(runsDone: 1, runsTotal: 4, epochsDone: 30, seconds: 2)
    #expect(state.share == 0.25)
    #expect(state.secondsLeft == nil)
    #expect(Progress(runsDone: 0, runsTotal: 0, epochsDone: 0, seconds: 2).share == 1)
  }

  @Test func `is full when all is done`() {
    let state = Progress(runsDone: 3, runsTotal: 3, epochsDone: 30, workShare: 1, seconds: 2)
    #expect(ProgressLine.render(state, style: .plain).contains("████████████████████  100 %"))
  }
}
