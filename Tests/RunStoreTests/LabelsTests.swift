import Experiments
@testable import RunStore
import Testing

@Suite struct LabelsTests {
  let store: RunStore
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let runs = [Samples.run(seed: 1), Samples.run(seed: 2)]
    _ = try store.plan(SweepPlan(experiment: "e", runs: runs), numericsVersion: 1)
  }

  @Test func `tags are added once and removed`() throws {
    try store.tag([Samples.id(1), Samples.id(2)], adding: ["b", "a"])
    try store.tag([Samples.id(1)], adding: ["a", "c"], removing: ["b"])
    #expect(try store.details(of: Samples.id(1)).tags == ["a", "c"])
    #expect(try store.details(of: Samples.id(2)).tags == ["a", "b"])
  }

  @Test(arguments: ["", "a,b", "a\u{1b}[31m"])
  func `tags that lists would trip over are refused`(tag: String) {
    #expect(throws: StoreError.self) { try store.tag([Samples.id(1)], adding: [tag]) }
  }

  @Test func `a tag on an unknown run changes nothing`() throws {
    #expect(throws: StoreError.unknownRun(Samples.id(9).description)) {
      try store.tag([Samples.id(1), Samples.id(9)], adding: ["a"])
    }
    #expect(try store.details(of: Samples.id(1)).tags == [])
  }

  @Test func `a note replaces the one before`() throws {
    try store.note("one", on: Samples.id(1))
    try store.note("two\nlines", on: Samples.id(1))
    #expect(try store.details(of: Samples.id(1)).note == "two\nlines")
    try store.note("", on: Samples.id(1))
    #expect(try store.details(of: Samples.id(1)).note == nil)
  }
}
