import Experiments
import Foundation
import Reports
import RunStore

/// What a sweep would do, without doing it.
struct DryRun {
  /// How many of the first runs are shown.
  private static let shown = 10

  private let sweep: Sweep
  private let forecast: SweepForecast
  private let jobs: Int
  private let epochsDone: [RunID: Int]
  private let done: Set<RunID>

  /// Asks the database, where there is one, what is done already.
  init(_ sweep: Sweep, _ forecast: SweepForecast, database: String, jobs: Int) throws {
    self.sweep = sweep
    self.forecast = forecast
    self.jobs = jobs
    guard FileManager.default.fileExists(atPath: database) else {
      (epochsDone, done) = ([:], [])
      return
    }
    let store = try RunStore.open(path: database, mode: .read)
    defer { try? store.close() }
    let points = try store.outlook(of: sweep.runs)
    epochsDone = Dictionary(points.map { ($0.run, $0.epochsDone) }) { first, _ in first }
    done = Set(points.filter { $0.ending != nil }.map(\.run))
  }

  /// Prints the number of runs, what is done, the first ones, and the time and disk it predicts.
  func print() throws {
    let output = try Output(path: nil)
    try output.write(try text())
    try output.finish()
  }

  private func text() throws -> String {
    let style = Terminal.style(of: 1)
    var lines = [head]
    if sweep.duplicates > 0 {
      lines.append("\(CountText.of(sweep.duplicates, "point")) given more than once")
    }
    lines.append(try prediction())
    if forecast.bytes > SweepForecast.worthSaying {
      lines.append(forecast.sizeWarning.trimmingCharacters(in: .newlines))
    }
    let rows = sweep.runs.prefix(Self.shown).map(row)
    var options = RowOptions()
    options.style = style
    lines.append(
      RowWriter.text(.table, columns: columns, rows: rows, options: options)
        .trimmingCharacters(in: .newlines)
    )
    if let cut = CutNotice.line(shown: rows.count, of: sweep.runs.count) { lines.append(cut) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: String {
    "\(CountText.of(sweep.runs.count, "run")), \(done.count) done already"
  }

  private func prediction() throws -> String {
    var (training, recording) = ([Double](), 0.0)
    for run in sweep.runs where !done.contains(run.id) {
      let left = max(0, run.definition.epochs - (epochsDone[run.id] ?? 0))
      training.append(try forecast.secondsPerEpoch(run.definition) * Double(left))
      recording += forecast.secondsOfRecording(epochs: left)
    }
    let alone = TrainingOrder(jobs: jobs).seconds(training)
    let time = DurationText.of(max(alone, recording))
    let disk = ByteCountText.of(forecast.bytes)
    return
      "about \(time) with \(CountText.of(jobs, "job")), about \(disk) on disk when all are done"
  }

  private var keys: [DefinitionKey] {
    sweep.varyingKeys.isEmpty ? [.data, .hiddenLayers, .learningRate] : sweep.varyingKeys
  }

  private var columns: [Column] {
    [Column("run", .identifier)] + keys.map { Column($0.rawValue) } + [Column("state")]
  }

  private func row(_ run: PlannedRun) -> [Field] {
    let state =
      done.contains(run.id)
      ? "done" : epochsDone[run.id].flatMap { $0 > 0 ? "at epoch \($0)" : nil } ?? "to train"
    return [.text(run.id.short)] + keys.map { Field(run.definition[$0]) } + [.text(state)]
  }
}
