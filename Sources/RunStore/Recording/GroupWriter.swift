internal import Experiments
internal import GRDB

/// Writes the events of a short time in one transaction, sorted by run and epoch so that pages fill.
struct GroupWriter {
  /// What is known of each run that this process trains.
  private var runs: [RunID: RunProgress] = [:]
  private var epochs: [PendingEpoch] = []
  /// The last state of each run, and whether its weights are kept.
  private var states: [Int: (state: TrainingState, areWeightsKept: Bool)] = [:]
  /// What the epochs show.
  private var findings: [(id: RunID, run: Int, finding: Finding)] = []
  /// Runs and epochs whose weights were kept while they were the best.
  private var outdone: [(run: Int, epoch: Int)] = []
  /// The runs whose rows change, and those of them that end.
  private var touched: Set<RunID> = []
  private var ended: [RunID] = []

  /// An epoch with everything that is computed of it before it is written.
  private struct PendingEpoch {
    var run: Int
    var record: EpochRecord
    var chain: [UInt8]
    var weightsDigests: [[UInt8]]
    var kept: WeightsSnapshot?
  }

  /// What became of the runs of a group.
  struct Outcome {
    var ended: [RunID] = []
    var taken: [RunID] = []
  }

  /// Whether any run is being trained.
  var isBusy: Bool { !runs.isEmpty }

  /// Computes what a group says of its runs, before the right to write is asked for: meanwhile others
  /// may have it.
  mutating func take(_ events: [RecordingEvent]) {
    clear()
    for event in events {
      switch event {
      case .began(let progress): runs[progress.id] = progress
      case .epoch(let record, let state, let retention, let id):
        take(record, state, retention, of: id)
        touched.insert(id)
      case .ended(let id, let ending, let time):
        guard runs[id] != nil else { continue }
        runs[id]?.end(ending, at: time)
        touched.insert(id)
        ended.append(id)
      }
    }
  }

  /// Writes the group that was taken, in the transaction that the connection is in.
  mutating func write(_ db: Database) throws -> Outcome {
    var outcome = Outcome(ended: ended)
    outcome.taken = try save(touched, ended: Set(ended), db)
    try insertRows(db)
    for id in ended + outcome.taken { runs[id] = nil }
    outcome.ended.removeAll { outcome.taken.contains($0) }
    return outcome
  }

  private mutating func clear() {
    epochs.removeAll(keepingCapacity: true)
    states.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    outdone.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    ended.removeAll(keepingCapacity: true)
  }

  private mutating func take(
    _ record: EpochRecord,
    _ state: TrainingState,
    _ retention: WeightsRetention,
    of id: RunID
  ) {
    guard let index = runs.index(forKey: id) else { return }
    let digests = state.weights.layers.map { RecordDigest.of($0) }
    // Changed where it is: read from the dictionary, all that is known of the run would be copied.
    let (key, chain, found) = runs.values[index].absorb(
      record,
      sizes: state.weights.sizes,
      weightsDigests: digests
    )
    for finding in found { findings.append((id, key, finding)) }
    let areKept = retention != .whileLast
    states[key] = (state, areKept)
    epochs.append(
      PendingEpoch(
        run: key,
        record: record,
        chain: chain,
        weightsDigests: digests,
        kept: areKept ? state.weights : nil
      )
    )
    if retention == .whileBest { replaceBest(of: id, key, by: record.epoch) }
  }

  /// Lets go of the weights that were the best until now.
  private mutating func replaceBest(of id: RunID, _ key: Int, by epoch: Int) {
    if let old = runs[id]?.bestKept {
      if let index = epochs.firstIndex(where: { $0.run == key && $0.record.epoch == old }) {
        epochs[index].kept = nil
      } else {
        outdone.append((key, old))
      }
    }
    runs[id]?.bestKept = epoch
  }

  /// Writes the summaries and returns the runs that another process has claimed since.
  private mutating func save(
    _ touched: Set<RunID>,
    ended: Set<RunID>,
    _ db: Database
  ) throws -> [RunID] {
    var taken: [RunID] = []
    var takenKeys: Set<Int> = []
    for progress in touched.compactMap({ runs[$0] }).sorted(by: { $0.key < $1.key }) {
      let isOurs = try RunRow.save(
        db,
        progress,
        process: ended.contains(progress.id) ? nil : progress.process
      )
      if !isOurs {
        taken.append(progress.id)
        takenKeys.insert(progress.key)
        states[progress.key] = nil
      }
    }
    if !taken.isEmpty {
      epochs.removeAll { takenKeys.contains($0.run) }
      findings.removeAll { takenKeys.contains($0.run) }
      outdone.removeAll { takenKeys.contains($0.run) }
    }
    return taken
  }

  /// Writes table by table, each in the order of its keys.
  private mutating func insertRows(_ db: Database) throws {
    let order = epochs.indices.sorted {
      (epochs[$0].run, epochs[$0].record.epoch) < (epochs[$1].run, epochs[$1].record.epoch)
    }
    try insertEpochs(order, db)
    try insertLayers(order, db)
    try insertWeights(order, db)
    if !findings.isEmpty {
      let row = try FindingRow.insertion(db)
      for (id, run, finding) in findings {
        try FindingRow.insert(finding, of: id, run: run, with: row)
      }
    }
    if !outdone.isEmpty { try deleteOutdone(db) }
    let stateRow = try StateRow.replacement(db)
    for (run, (state, areKept)) in states.sorted(by: { $0.key < $1.key }) {
      try StateRow.replace(state, run: run, areWeightsKept: areKept, with: stateRow)
    }
  }
}

extension GroupWriter {
  private func insertEpochs(_ order: [Int], _ db: Database) throws {
    let row = try EpochRow.insertion(db)
    for index in order {
      let (run, chain) = (epochs[index].run, epochs[index].chain)
      try EpochRow.insert(epochs[index].record, run: run, chain: chain, with: row)
    }
  }

  private func insertLayers(_ order: [Int], _ db: Database) throws {
    let row = try LayerRow.insertion(db)
    for index in order {
      let (run, epoch) = (epochs[index].run, epochs[index].record.epoch)
      for (layer, digest) in zip(epochs[index].record.layers, epochs[index].weightsDigests) {
        try LayerRow.insert(layer, run: run, epoch: epoch, weightsDigest: digest, with: row)
      }
    }
  }

  private func insertWeights(_ order: [Int], _ db: Database) throws {
    let row = try WeightsRow.insertion(db)
    for index in order {
      guard let layers = epochs[index].kept?.layers else { continue }
      let (run, epoch) = (epochs[index].run, epochs[index].record.epoch)
      for (layer, parameters) in zip(epochs[index].record.layers, layers) {
        try WeightsRow.insert(parameters, run: run, epoch: epoch, layer: layer.layer, with: row)
      }
    }
  }

  private func deleteOutdone(_ db: Database) throws {
    let row = try PreparedStatement(db, "DELETE FROM weights WHERE run = ? AND epoch = ?")
    for (run, epoch) in outdone {
      row.bind(1, run)
      row.bind(2, epoch)
      try row.run()
    }
  }
}

extension RunRow {
  /// Writes what the writer knows of a run; false where another process has claimed it.
  fileprivate static func save(
    _ db: Database,
    _ progress: RunProgress,
    process: Int?
  ) throws -> Bool {
    try RunRow(
      key: progress.key,
      id: progress.id,
      precision: .single,
      process: process,
      attempt: progress.attempt,
      environment: progress.environment,
      summary: progress.summary
    ).save(db, ifAttempt: progress.attempt)
  }
}
