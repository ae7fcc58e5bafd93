import ArgumentParser
import RunStore

/// Which runs a question is about.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only the runs of this sweep.", valueName: "name"),
    completion: .sweeps
  )
  var sweep: String?

  @Option(
    name: [.customShort("F"), .customLong("filter")],
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only runs for which this holds, as 'learning_rate > 1 and status = finished'.",
      valueName: "expression"
    ),
    completion: .columns
  )
  var filter: String?

  /// The condition that the options make together.
  ///
  /// - Throws: ``FilterError``, `unknown` for a sweep that is not there, and what reading throws.
  func condition(in store: RunStore) throws -> Condition {
    let filter: Condition = try filter.map { try Condition(filter: $0) } ?? .all
    return try filter && (sweep.map { .member(of: try store.sweep(named: $0)) } ?? .all)
  }
}
