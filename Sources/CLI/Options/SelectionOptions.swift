import ArgumentParser
import RunStore

/// Which runs a question is about.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only the runs of this sweep.", valueName: "name"))
  var sweep: String?

  @Option(
    name: [.customShort("F"), .customLong("filter")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Only runs that meet an expression: 'learning_rate > 1 and validation_cost < 0.1'.",
      valueName: "expr"
    )
  )
  var filters: [String] = []

  /// The condition that the options make together.
  ///
  /// - Throws: `unknown` for a sweep that is not there, ``FilterError``, and what reading throws.
  func condition(in store: RunStore) throws -> Condition {
    let member: Condition = try sweep.map { .member(of: try store.sweep(named: $0)) } ?? .all
    return try filters.reduce(member) { $0 && (try Condition(filter: $1)) }
  }
}
