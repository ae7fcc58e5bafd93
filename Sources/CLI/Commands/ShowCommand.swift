import ArgumentParser
import Experiments
import Reports
import RunStore

/// Shows one run.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One run on one screen: definition, curves, last and best numbers, layers.",
    discussion: """
      A run is named by the beginning of its id, at least 4 digits, or @1 for the newest, @2 for \
      the one before. Formats other than table have one row with every column.

      EXAMPLE:
        descent show @1
      """
  )

  @Argument(
    help: ArgumentHelp("The beginning of its id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  ) var name: String
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let run = try store.run(named: name)
    guard output.format == .table else { return try printRow(run, store) }
    let output = try Output(path: output.file)
    let sheet = RunSheet(
      details: try store.details(of: run),
      epochs: try store.epochs(of: run),
      style: output.isTerminal ? Terminal.style(of: 1) : .plain
    )
    try output.write(sheet.text)
    try output.finish()
  }

  private func printRow(_ run: RunID, _ store: RunStore) throws {
    let table = RunTable(RunColumn.all, hasShortIDs: false)
    let rows = try store.runs(columns: RunColumn.all, of: [run])
    try Answer.write(
      output,
      columns: table.columns,
      rows: rows.map { table.row($0.run, $0.values) }
    )
  }
}
