import ArgumentParser
import Reports
import RunStore

/// Exports a row for each run.
struct ExportRunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "A row for each run: its definition, its last and best numbers.",
    discussion: """
      EXAMPLE:
        descent export runs -o runs.csv
      """
  )

  @Option(help: .format) var format: OutputFormat?
  @OptionGroup var choice: ColumnOptions
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let chosen = try choice.table(hasShortIDs: false)
    let store = try database.open(.read)
    defer { try? store.close() }
    var question = try options.question(in: store)
    question.columns = chosen?.shown.map(\.column) ?? RunColumn.exported
    var table = chosen ?? RunTable(question.columns, hasShortIDs: false)
    if choice.changed {
      let varying = try store.varyingKeys(where: question.condition)
      table.shown.removeAll { $0.column.isDefinitionKey && !varying.contains($0.column.name) }
    }
    let rows = table
    let count = try Export(format, options, columns: table.columns).write { write in
      try store.exportRuns(question) { run, values in try write(rows.row(run, values)) }
    }
    guard let limit = question.limit, count == limit else { return }
    let total = try store.counts(where: question.condition).values.reduce(0, +)
    ListOptions.tellCut(shown: count, of: total)
  }
}
