import Experiments
import Foundation
import Kernels
import RunStore

/// The verification of runs: each is trained again and compared with its record, bit by bit.
struct Verifying {
  /// What became of one run.
  struct Outcome {
    let run: RunID
    let result: RunComparison.Result
    /// The instruction set of the arithmetic, when it was recorded and now.
    let kernels: (recorded: String?, now: String)
    /// Wall time in seconds.
    let seconds: Double

    /// One line for people.
    var text: String {
      if let difference = result.difference { return "run \(run.short) differs: \(difference)" }
      let epochs = result.lastEpoch == 1 ? "1 epoch" : "\(result.lastEpoch) epochs"
      let digests = result.lastEpoch + 1 - result.keptWeights
      let weights = digests == 0 ? "" : " (\(digests) by their digest)"
      return "run \(run.short) verified: \(epochs), \(result.numbers) numbers each, "
        + "weights of \(result.lastEpoch + 1) epochs\(weights)"
    }
  }

  private let store: RunStore
  private let data: RecordedData
  private let threads: Int

  /// Prepares to verify runs of a record.
  init(_ store: RunStore, shelf: DataShelf = DataShelf(), threads: Int) {
    (self.store, self.threads) = (store, threads)
    data = RecordedData(store, datasets: RecordedDatasets(shelf))
  }

  /// Trains a run again and compares.
  ///
  /// - Throws: what ``RecordedRun`` throws, `ReplayError`, and what reading throws.
  func verify(_ run: RunID) throws -> Outcome {
    let recorded = try RecordedRun(run, in: store, data: data)
    let last = try recorded.lastEpoch()
    let comparison = RunComparison(of: run, through: last, in: store)
    let clock = ContinuousClock()
    let start = clock.now
    try recorded.replay().train(through: last, threads: threads, comparison.compare)
    let kernel = try Machine.instructionSet()
    let outcome = Outcome(
      run: run,
      result: comparison.result,
      kernels: (recorded.details.environment?.kernel, kernel.rawValue),
      seconds: (clock.now - start) / .seconds(1)
    )
    try record(outcome, chain: recorded.details.summary.chain ?? [])
    return outcome
  }

  /// Keeps the evidence; a record that may only be read is verified all the same.
  private func record(_ outcome: Outcome, chain: [UInt8]) throws {
    guard store.mode != .read else { return }
    try store.recordVerification(
      of: outcome.run,
      epochs: max(0, outcome.result.lastEpoch),
      chain: chain,
      difference: outcome.result.difference?.description,
      environment: .current(kernel: try Machine.instructionSet(), commit: nil)
    )
  }
}

extension DatabaseOption {
  /// Opens the database to add evidence; one that may only be read is read, and that is told.
  func openForEvidence() throws -> RunStore {
    do {
      return try open(.write)
    } catch StoreError.readOnly(let path) {
      StandardError.write("\(path) may only be read: the evidence is not recorded\n")
      return try open(.read)
    }
  }
}
