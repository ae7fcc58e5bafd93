internal import Experiments

/// Something that happened in training and waits to be written.
enum RecordingEvent: Sendable {
  case began(RunProgress)
  case epoch(EpochRecord, TrainingState, WeightsRetention, of: RunID)
  case ended(RunID, RunEnding, at: Int)

  /// About how much memory it holds while it waits.
  var byteCount: Int {
    guard case .epoch(let record, let state, _, _) = self else { return 256 }
    let numbers = 256 + 128 * record.layers.count
    return numbers + ([state.weights] + state.optimizer).reduce(0) { $0 + $1.byteCount }
  }
}

extension WeightsSnapshot {
  /// The size of all parameters.
  var byteCount: Int { layers.reduce(0) { $0 + $1.weights.count + $1.biases.count } }
}

/// A run that this process trains, as its writer knows it.
struct RunProgress: Sendable {
  var id: RunID
  var key: Int
  var attempt: Int
  var process: Int
  var environment: Int?
  var summary: RunSummary
  /// How it stood before it was claimed, and where it was trained then.
  let before: (summary: RunSummary, environment: Int?)
  /// Finds what its epochs show, those before this claim included.
  var detector: FindingDetector
  /// The epoch whose weights are kept only until a better one comes.
  var bestKept: Int?

  /// The last epoch's link of the chain, or the id that the chain hangs on.
  var chain: [UInt8] { summary.chain ?? id.bytes }
}

extension RunProgress {
  /// Notes how the run ended.
  ///
  /// One that was stopped before anything was recorded of it stands as before it was claimed; if its
  /// process was gone then, it is lost.
  mutating func end(_ ending: RunEnding, at time: Int) {
    guard ending == .interrupted, summary.chain == before.summary.chain else {
      return summary.end(ending, at: time)
    }
    (summary, environment) = before
    if summary.status == .running { summary.status = .lost }
  }

  /// Takes the next epoch in; returns the run's key, the epoch's link of the chain, and what
  /// it shows that was not found before.
  mutating func absorb(
    _ record: EpochRecord,
    sizes: [Int],
    weightsDigests: [[UInt8]]
  ) -> (key: Int, chain: [UInt8], found: ArraySlice<Finding>) {
    let chain = record.chain(after: chain, weightsDigests: weightsDigests)
    summary.absorb(record, chain: chain)
    if summary.sizes == nil { summary.sizes = sizes }
    let known = detector.findings.count
    detector.absorb(record)
    summary.findings = detector.findings.count
    return (key, chain, detector.findings.dropFirst(known))
  }
}
