import ArgumentParser
import Experiments
import Reports
import RunStore

/// Says how far sweeps are.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How many runs of each sweep are in which state.",
    discussion: """
      EXAMPLE:
        descent sweep status
      """
  )

  @Argument(help: "A sweep's name; all of them by default.", completion: .sweeps)
  var name: String?
  @OptionGroup var database: DatabaseOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let sweeps = try name.map { [try store.sweep(named: $0)] } ?? store.sweeps()
    let columns =
      [Column("sweep", .identifier), Column("experiment"), Column("runs", .number)]
      + RunStatus.allCases.map { Column($0.rawValue, .number) }
    try Answer.write(
      output,
      columns: columns,
      rows: try sweeps.map { try Self.row($0, store) }
    )
  }

  private static func row(_ sweep: SweepRecord, _ store: RunStore) throws -> [Field] {
    let counts = try store.counts(where: .member(of: sweep))
    let all = counts.values.reduce(0, +)
    return [.text(sweep.name), .text(sweep.experiment), .integer(all)]
      + RunStatus.allCases.map { .integer(counts[$0] ?? 0) }
  }
}
