import Experiments

/// The runs that a launch has to train, and how much work each of them is beside the others.
struct RemainingWork: Sendable {
  /// The runs, in the order of the sweep.
  let runs: [PlannedRun]
  private let epochs: [RunID: Int]
  private let perEpoch: [RunID: Double]
  /// What is left of all runs.
  let total: Double

  /// Counts the work of runs; that of one whose data cannot be read, as it will say, is none.
  ///
  /// - Parameters:
  ///   - runs: The runs that have not ended.
  ///   - epochsDone: The last recorded epoch of those that have begun.
  ///   - dataset: The data set of a definition.
  init(
    _ runs: [PlannedRun],
    epochsDone: [RunID: Int] = [:],
    dataset: (Definition) throws -> Dataset
  ) {
    self.runs = runs
    var (epochs, perEpoch) = ([RunID: Int](), [RunID: Double]())
    // What cannot be read is not tried again for every run.
    var unreadable: Set<RecordedDatasets.Key> = []
    for run in runs {
      epochs[run.id] = max(0, run.definition.epochs - (epochsDone[run.id] ?? 0))
      let key = RecordedDatasets.Key(run.definition)
      if unreadable.contains(key) { continue }
      if let dataset = try? dataset(run.definition) {
        perEpoch[run.id] = try? EpochWork(of: run.definition, over: dataset).bytes
      } else {
        unreadable.insert(key)
      }
    }
    total = runs.reduce(0) { $0 + (perEpoch[$1.id] ?? 0) * Double(epochs[$1.id] ?? 0) }
    (self.epochs, self.perEpoch) = (epochs, perEpoch)
  }

  /// What an epoch of a run is.
  func ofEpoch(_ run: RunID) -> Double { perEpoch[run] ?? 0 }

  /// What is left of a run.
  func left(of run: RunID) -> Double { ofEpoch(run) * Double(epochs[run] ?? 0) }
}
