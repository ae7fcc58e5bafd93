import ArgumentParser
import RunStore

/// Which runs a question is about.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only the runs of this sweep.", valueName: "name"))
  var sweep: String?

  /// The condition that the options make together.
  ///
  /// - Throws: `unknown` for a sweep that is not there, and what reading throws.
  func condition(in store: RunStore) throws -> Condition {
    try sweep.map { .member(of: try store.sweep(named: $0)) } ?? .all
  }
}
