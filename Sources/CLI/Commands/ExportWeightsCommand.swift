import ArgumentParser
import Experiments
import Foundation
import Reports
import RunStore

/// Exports weights and biases.
struct ExportWeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "Weights and biases: rows, or the arrays w2, b2, w3, … as npz or safetensors.",
    discussion: """
      Rows have layer l, neuron j from 1, and k: 0 is the bias b^l_j, from 1 on the weight w^l_jk. \
      Arrays are of one run, w^l of shape n_l x n_(l-1), in the run's precision. Without --epoch \
      it is the last one. An epoch whose weights were not kept is trained again, and has the \
      same bits. A file named .npz or .safetensors needs no --format.

      EXAMPLES:
        descent export weights --run @1 --epoch 5 -o weights.npz
        descent export weights --run @1 --format csv
      """
  )

  @Option(
    help: ArgumentHelp(
      "The form of the rows, or of the file of arrays.",
      valueName: "format"
    )
  )
  var format: WeightsFormat?
  @Option(help: ArgumentHelp("This epoch; by default the last.", valueName: "epoch"))
  var epoch: Int?
  @OptionGroup var options: ExportOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let runs = try options.runs(in: store)
    switch format ?? WeightsFormat(file: options.file) {
    case .rows(let format): try writeRows(of: runs, store, format)
    case .npz: try writeArrays(of: only(runs), store) { try $1.writeNPZ($0.arrays) }
    case .safetensors:
      try writeArrays(of: only(runs), store) { try $1.writeSafetensors($0.arrays) }
    }
  }

  private func writeRows(of runs: [RunID], _ store: RunStore, _ format: OutputFormat) throws {
    try Export(format, options, columns: WeightsSnapshot.columns).write { write in
      for run in runs {
        guard let (epoch, weights) = try weights(of: run, store) else { continue }
        try weights.forEachRow(run: run, epoch: epoch, write)
      }
    }
  }

  private func writeArrays(
    of run: RunID,
    _ store: RunStore,
    _ write: (WeightsSnapshot, Output) throws -> Void
  ) throws {
    guard let (_, weights) = try weights(of: run, store) else {
      throw Failure.no("run \(run.short) has no weights yet")
    }
    let output = try Output(path: options.file)
    guard !output.isTerminal else {
      throw Failure.usage("arrays are no text for a terminal", hint: "name a file with -o")
    }
    do {
      try write(weights, output)
      try output.finish()
    } catch {
      output.discard()
      throw error
    }
    StandardError.write("\(weights.arrays.count) arrays\n")
  }

  private func only(_ runs: [RunID]) throws -> RunID {
    guard let run = runs.first, runs.count == 1 else {
      throw Failure.usage(
        "a file of arrays holds one run, and \(runs.count) were chosen",
        hint: "name one with --run"
      )
    }
    return run
  }

  /// The weights asked for; nil for a run of which nothing is recorded.
  private func weights(
    of run: RunID,
    _ store: RunStore
  ) throws -> (epoch: Int, weights: WeightsSnapshot)? {
    guard let last = try store.keptEpochs(of: run).last else { return nil }
    let epoch = epoch ?? last
    if let kept = try store.weights(of: run, epoch: epoch) { return (epoch, kept) }
    guard (0...last).contains(epoch) else {
      throw Failure.notRecorded(run: run.short, epoch: epoch, last: last)
    }
    let recorded = try RecordedRun(run, in: store, data: RecordedData(store))
    return (epoch, try recorded.weights(of: epoch))
  }
}
