import ArgumentParser
import Experiments
import RunStore

/// Which runs are exported, and where to.
struct ExportOptions: ParsableArguments {
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Only this run; may be given again. @1 is the newest.", valueName: "run"),
    completion: .runs
  )
  var names: [String] = []

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var list: ListOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file, replaced when whole; - is stdout.", valueName: "file"),
    completion: .file()
  )
  var file: String?

  @Flag(help: "Leave text that a spreadsheet would run as a formula as it is.")
  var raw = false

  /// The question that has the runs as its answer, in the sweep's order unless sorted.
  ///
  /// - Throws: `unknown`, `unknownRun` and the like for names that stand for nothing.
  func question(in store: RunStore) throws -> RunQuestion {
    var question = RunQuestion()
    question.order = try selection.sweep.map { .sweep(try store.sweep(named: $0)) } ?? .planned
    question.sort = try list.sortKeys()
    question.limit = list.limit(standard: nil)
    question.condition = try selection.condition(in: store)
    if !names.isEmpty {
      let runs = try names.map { try store.run(named: $0) }
      question.condition = question.condition && .run(in: runs)
    }
    return question
  }

  /// The runs, in order; says where they were cut.
  func runs(in store: RunStore) throws -> [RunID] {
    try runs(answering: question(in: store), in: store)
  }

  /// Says where the answers to a question are cut, without keeping them where they are not.
  func tellCut(of question: RunQuestion, in store: RunStore) throws {
    if question.limit != nil { _ = try runs(answering: question, in: store) }
  }

  private func runs(answering question: RunQuestion, in store: RunStore) throws -> [RunID] {
    var question = question
    question.columns = []
    let found = try store.runs(question)
    ListOptions.tellCut(shown: found.runs.count, of: found.total)
    return found.runs
  }
}
