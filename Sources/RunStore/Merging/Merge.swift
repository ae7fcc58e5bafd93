internal import Experiments
internal import GRDB

/// The union of one file with another, in the transactions that both connections are in.
///
/// Runs are streamed one by one, so the memory it takes does not depend on how many there are.
struct Merge {
  let source: Database
  let target: Database
  var counts: MergeReport.Source
  var conflicts: [MergeConflict] = []
  private var environments: [Int: Int] = [:]

  init(source: Database, target: Database, path: String) {
    (self.source, self.target) = (source, target)
    counts = MergeReport.Source(path: path)
  }

  mutating func run() throws {
    for id in try RecordOrder.runs(source) { try merge(id) }
    guard conflicts.isEmpty else { return }
    try InitialWeightsRow.copy(from: source, to: target)
    counts.sweeps = try SweepMerge(source: source, target: target).run()
  }

  private mutating func merge(_ id: RunID) throws {
    guard let theirs = try RunCopy(source, id, isForeign: true) else { return }
    guard let ours = try RunCopy(target, id, isForeign: false) else {
      try add(theirs)
      counts.added += 1
      return
    }
    if let difference = try ours.difference(from: theirs) {
      return conflicts.append(
        MergeConflict(run: id, path: counts.path, difference: difference)
      )
    }
    if try theirs.isPreferred(to: ours) {
      try ours.checkIdle()
      try replace(ours, by: theirs)
      counts.replaced += 1
    } else {
      counts.kept += 1
    }
    try unite(ours, theirs)
  }

  private mutating func add(_ theirs: RunCopy) throws {
    let key = try RunRow.insert(
      target,
      theirs.row.id,
      theirs.definition,
      theirs.row.summary
    )
    var row = theirs.row
    row.key = key
    row.environment = try environment(of: theirs)
    row.process = nil
    _ = try row.save(target, ifAttempt: 0)
    try RunRow.copyColumns(from: (source, theirs.row.key), to: (target, key))
    let rows = RunRows(source: source, target: target, from: theirs.row.key, to: key)
    for table in RunRows.history + RunRows.replaced { try rows.copy(table) }
    try copyWhatIsUnited(rows, of: theirs)
  }

  private mutating func replace(_ ours: RunCopy, by theirs: RunCopy) throws {
    try RunRow.setDefinition(target, run: ours.row.key, id: ours.row.id, theirs.definition)
    var row = theirs.row
    row.key = ours.row.key
    row.environment = try environment(of: theirs)
    row.process = nil
    row.attempt = max(ours.row.attempt, theirs.row.attempt)
    row.trashedAt = ours.row.trashedAt
    row.summary.plannedAt = ours.row.summary.plannedAt
    _ = try row.save(target, ifAttempt: ours.row.attempt)
    try RunRow.copyColumns(from: (source, theirs.row.key), to: (target, row.key))
    let rows = RunRows(source: source, target: target, from: theirs.row.key, to: row.key)
    let isContinued = try ours.chain(at: ours.lastEpoch) == theirs.chain(at: ours.lastEpoch)
    for table in RunRows.history {
      try rows.copy(table, after: isContinued ? ours.lastEpoch : nil)
    }
    for table in RunRows.replaced {
      try rows.delete(table)
      try rows.copy(table)
    }
  }

  /// What does not depend on which copy is preferred.
  private mutating func unite(_ ours: RunCopy, _ theirs: RunCopy) throws {
    let rows = RunRows(
      source: source,
      target: target,
      from: theirs.row.key,
      to: ours.row.key
    )
    try copyWhatIsUnited(rows, of: theirs)
    guard ours.row.summary.status != .running, var row = try RunRow.find(target, ours.row.id) else {
      return
    }
    let attempt = row.attempt
    row.summary.plannedAt = min(ours.row.summary.plannedAt, theirs.row.summary.plannedAt)
    row.attempt = max(attempt, theirs.row.attempt)
    row.trashedAt = ours.row.trashedAt.flatMap { ours in theirs.row.trashedAt.map { min(ours, $0) }
    }
    _ = try row.save(target, ifAttempt: attempt)
  }

  private mutating func copyWhatIsUnited(_ rows: RunRows, of theirs: RunCopy) throws {
    try rows.copyMissingWeights()
    try rows.copyMissing("tag")
    try NoteUnion(source: source, target: target).run(theirs.row.id, from: rows.from, to: rows.to)
    for evidence in try Verification.read(source, theirs.row.id, key: rows.from) {
      try evidence.insertIfMissing(target, theirs.row.id, key: rows.to)
    }
    for evidence in try GradientEvidence.read(source, theirs.row.id, key: rows.from) {
      try evidence.insertIfMissing(target, theirs.row.id, key: rows.to)
    }
  }

  /// The key of the environment that trained a copy, in the target.
  private mutating func environment(of copy: RunCopy) throws -> Int? {
    guard let key = copy.row.environment else { return nil }
    if let known = environments[key] { return known }
    guard let environment = try Environment(source, key: key) else { return nil }
    environments[key] = try environment.register(target)
    return environments[key]
  }
}
