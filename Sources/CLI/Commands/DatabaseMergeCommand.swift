import ArgumentParser
import Experiments
import Reports
import RunStore

/// Takes the runs of other files.
struct DatabaseMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Take the runs of other files; a run is the same run in each of them.",
    discussion: """
      In any order, and however often, the result is the same. Of two copies of a run the longer one \
      is kept; tags, notes, evidence and kept weights are united. Where two copies differ in an \
      epoch that both have, the difference is named, nothing is changed, and the exit code is 65. \
      The other files are checked before anything is taken, and only read. The database is made \
      where there is none.

      EXAMPLES:
        descent db merge laptop.db cluster.db
        descent db merge laptop.db cluster.db --db all.db
      """
  )

  @Argument(help: ArgumentHelp("The files to take from.", valueName: "other"))
  var others: [String]
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let report = try RunStore.merge(others, into: database.path)
    guard report.conflicts.isEmpty else {
      let columns = [Column("run", .identifier), Column("file"), Column("difference")]
      let rows = report.conflicts.map { conflict in
        [.text(conflict.run.description), .text(conflict.path), .text(conflict.description)]
          as [Field]
      }
      try Answer.write(output, columns: columns, rows: rows)
      throw Failure.conflicts(count: report.conflicts.count)
    }
    for source in report.sources {
      StandardError.write(
        "\(source.path): \(CountText.of(source.added, "run")) added, \(source.replaced) taken over, "
          + "\(source.kept) already there\n"
      )
    }
  }
}
