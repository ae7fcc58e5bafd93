import ArgumentParser
import Experiments
import Reports
import RunStore

/// Lists runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List runs, the newest 20 unless told otherwise.",
    discussion: """
      A table shows what differs among the listed runs and what was measured; every other format \
      has all columns. Sort by any column; -n and -a say how many.

      EXAMPLES:
        descent runs --sort validation_cost -n 10
        descent runs -a --columns 'learning_rate as eta,validation_cost' -o a.csv
      """
  )

  @Flag(help: "List what is in the trash.") var trash = false
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var list: ListOptions
  @OptionGroup var choice: ColumnOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let isTable = output.format == .table
    let chosen = try choice.table(hasShortIDs: isTable)
    var question = RunQuestion()
    question.sort = try list.sortKeys()
    let store = try database.open(.read)
    defer { try? store.close() }
    question.condition = try selection.condition(in: store)
    question.isAboutTrash = trash
    question.limit = list.limit(standard: 20)
    question.columns = chosen?.shown.map(\.column) ?? RunColumn.exported
    var table = chosen ?? RunTable(question.columns, hasShortIDs: isTable)
    if question.limit == nil, !isTable, !choice.changed {
      return try stream(question, from: store, in: table)
    }
    let runs = try store.runs(question)
    if isTable, chosen == nil { table.keepInteresting(of: runs.rows) }
    if choice.changed { table.keepChanged(of: runs.rows) }
    let rows = zip(runs.runs, runs.rows).map { table.row($0, $1) }
    try Answer.write(output, columns: table.columns, rows: rows)
    ListOptions.tellCut(shown: rows.count, of: runs.total)
  }

  private func stream(_ question: RunQuestion, from store: RunStore, in table: RunTable) throws {
    var answer = try Answer(output, columns: table.columns)
    do {
      try store.exportRuns(question) { run, values in try answer.write(table.row(run, values)) }
      try answer.finish()
    } catch {
      answer.discard()
      throw error
    }
  }
}
