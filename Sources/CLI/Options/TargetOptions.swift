import ArgumentParser
import Experiments
import Reports
import RunStore

/// The runs that are changed: named, or chosen by a condition and then confirmed.
struct TargetOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The beginning of an id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  )
  var names: [String] = []

  @OptionGroup var selection: SelectionOptions

  @Flag(name: [.short, .long], help: "Change the runs that -F or --sweep choose.") var yes = false

  /// Whether runs are chosen by a condition.
  var isBulk: Bool { selection.filter != nil || selection.sweep != nil }

  /// Refuses no runs at all, and names beside a condition.
  func validate() throws {
    if !names.isEmpty, isBulk { throw ValidationError("name runs, or choose them by -F; not both") }
  }

  /// The runs that are meant; how many a condition chooses is told before anything is changed.
  ///
  /// - Throws: ``Failure/no(_:)`` where a choice is not confirmed by `-y`.
  func runs(in store: RunStore, inTrash: Bool = false, verb: String) throws -> [RunID] {
    if !names.isEmpty { return try names.map { try store.run(named: $0, inTrash: inTrash) } }
    guard isBulk || inTrash else {
      throw Failure.usage("no run is named", hint: "name runs, or choose them by -F or --sweep")
    }
    var question = RunQuestion()
    question.condition = try selection.condition(in: store)
    question.isAboutTrash = inTrash
    question.order = .planned
    question.columns = []
    let runs = try store.runs(question).runs
    guard yes || runs.isEmpty else {
      throw Failure.no("this would \(verb) \(CountText.of(runs.count, "run")); -y does it")
    }
    return runs
  }

  /// Says how many runs were changed.
  static func tell(_ done: String, _ count: Int) {
    StandardError.write("\(done) \(CountText.of(count, "run"))\n")
  }
}
