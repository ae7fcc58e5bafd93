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
        descent runs --curve validation_cost --changed
        descent runs -a --columns 'learning_rate as eta,validation_cost' -o a.csv
      """
  )

  @Flag(help: "List what is in the trash.") var trash = false
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var list: ListOptions
  @OptionGroup var choice: ColumnOptions
  @Option(
    help: ArgumentHelp(
      "Draw this metric over the epochs, each run for itself.",
      valueName: "metric"
    ),
    completion: .list(Array(HistoryTable.epochs.columns.dropFirst(2)))
  )
  var curve: String?
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
    let curve = try curve.map { try RunCurves(of: $0) }
    if question.limit == nil, curve == nil, !trash {
      try keepColumns(of: question, in: store, &table)
      return try stream(question, from: store, in: table)
    }
    let runs = try store.runs(question)
    if isTable, chosen == nil { table.keepInteresting(of: runs.rows) }
    if choice.changed { table.keepChanged(of: runs.rows) }
    var rows = zip(runs.runs, runs.rows).map { table.row($0, $1) }
    var columns = table.columns
    if let curve {
      columns.append(curve.column)
      let drawn = try curve.draw(runs.runs, in: store, isASCII: isTable && Terminal.isASCII)
      for index in rows.indices { rows[index].append(.text(drawn[index])) }
    }
    try Answer.write(output, columns: columns, rows: rows)
    ListOptions.tellCut(shown: rows.count, of: runs.total)
  }

  /// Chooses columns before any row is read, so that a list of any length needs little memory.
  private func keepColumns(
    of question: RunQuestion,
    in store: RunStore,
    _ table: inout RunTable
  ) throws {
    let isChosen = choice.columns != nil
    guard choice.changed || output.format == .table && !isChosen else { return }
    var varying = try store.varyingKeys(where: question.condition)
    if choice.changed {
      table.shown.removeAll { $0.column.isDefinitionKey && !varying.contains($0.column.name) }
    }
    guard output.format == .table, !isChosen else { return }
    if try store.hasManyExperiments(where: question.condition) { varying.insert("experiment") }
    let measured = try store.measured(RunTable.asMeasured, where: question.condition)
    table.keepInteresting(measured: measured, varying: varying)
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
