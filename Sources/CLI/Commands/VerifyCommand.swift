import ArgumentParser
import Experiments
import Reports
import RunStore

/// Trains runs again and compares every recorded bit.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Train runs again and compare every recorded number and weight, bit by bit.",
    discussion: """
      A definition determines every number and every weight, on every machine. The data must be \
      what it was; how long an epoch took is not compared. The first difference is named with both \
      values, and the exit code is then 1. The database keeps that it was verified, when, by which \
      program on which processor.

      EXAMPLES:
        descent verify @1
        descent verify -F "tags = 'paper'"
      """
  )

  @Argument(
    help: ArgumentHelp("The beginning of an id, or @1 for the newest.", valueName: "run"),
    completion: .runs
  )
  var names: [String] = []
  @OptionGroup var selection: SelectionOptions
  @Option(help: ArgumentHelp("Threads for each run; they change no bit.", valueName: "n"))
  var threads = 1
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    try WorkerLimits.check(threads: threads)
    let isBulk = selection.filter != nil || selection.sweep != nil
    guard names.isEmpty == isBulk else {
      throw ValidationError("name runs, or choose them by -F or --sweep; one of the two")
    }
  }

  func run() throws {
    let store = try database.openForEvidence()
    defer { try? store.close() }
    let verifying = Verifying(store, threads: threads)
    var outcomes: [Verifying.Outcome] = []
    for run in try runs(in: store) {
      let outcome = try verifying.verify(run)
      if output.format != .table || output.file != nil { StandardError.write("\(outcome.text)\n") }
      outcomes.append(outcome)
    }
    try write(outcomes)
    let different = outcomes.count { $0.result.difference != nil }
    guard different == 0 else { throw Failure.notAsRecorded(different, of: outcomes.count) }
  }

  private func runs(in store: RunStore) throws -> [RunID] {
    guard names.isEmpty else { return try names.map { try store.run(named: $0) } }
    var question = RunQuestion()
    question.condition = try selection.condition(in: store)
    question.order = .planned
    question.columns = []
    return try store.runs(question).runs
  }

  private func write(_ outcomes: [Verifying.Outcome]) throws {
    guard output.format == .table else {
      return try Answer.write(output, columns: Self.columns, rows: outcomes.map(\.row))
    }
    let file = try Output(path: output.file)
    for outcome in outcomes { try file.write(outcome.text + "\n") }
    try file.finish()
  }

  private static let columns = [
    Column("run", .identifier), Column("verified"), Column("epochs", .number),
    Column("numbers", .number), Column("kept_weights", .number), Column("difference"),
    Column("recorded_kernel"), Column("kernel"), Column("seconds", .number),
  ]
}

extension Verifying.Outcome {
  fileprivate var row: [Field] {
    [
      .text(run.description), .boolean(result.difference == nil), .integer(result.lastEpoch),
      .integer(result.numbers), .integer(result.keptWeights),
      Field(result.difference?.description), Field(kernels.recorded), .text(kernels.now),
      .real(seconds),
    ]
  }
}
