public import Experiments
internal import GRDB

/// A sweep as it is recorded.
public struct SweepRecord: Sendable, Equatable {
  let key: Int
  /// What it is called; not unique.
  public var name: String
  /// The experiment it belongs to.
  public var experiment: String
  /// What was asked for, as it was written.
  public var source: String
  /// Which weights are kept.
  public var weights: String
  /// The metric that it is about.
  public var metric: String?
  /// The direction in which the metric gets better.
  public var goal: SweepMetric.Goal?
  /// When it was launched first, in milliseconds since 1970.
  public var createdAt: Int
  /// When it was cancelled.
  public var cancelledAt: Int?
}

extension RunStore {
  /// Every sweep, the one launched last first.
  ///
  /// - Throws: what reading throws.
  public func sweeps() throws(StoreError) -> [SweepRecord] {
    try reading { db in
      let row = try PreparedStatement(
        db,
        """
        SELECT s.id, s.name, e.name, s.source, s.weights, s.metric, s.goal, s.created_at,
          s.cancelled_at
        FROM sweep AS s JOIN experiment AS e ON e.id = s.experiment ORDER BY s.id DESC
        """
      )
      defer { row.reset() }
      var sweeps: [SweepRecord] = []
      while try row.step() { sweeps.append(try SweepRecord(row)) }
      return sweeps
    }
  }

  /// The sweep of a name that was launched last; without a name, the last of all.
  ///
  /// - Throws: `unknown`, and what reading throws.
  public func sweep(named name: String? = nil) throws(StoreError) -> SweepRecord {
    let sweeps = try sweeps()
    guard let sweep = sweeps.first(where: { name == nil || $0.name == name }) else {
      throw .unknown(kind: "sweep", name: name ?? "", known: sweeps.prefix(8).map(\.name))
    }
    return sweep
  }

  /// The runs of a sweep in its order, with what defines them.
  ///
  /// - Throws: what reading throws.
  public func points(
    of sweep: SweepRecord
  ) throws(StoreError) -> [(run: RunID, definition: StoredDefinition)] {
    try reading { db in
      let columns = StoredDefinition.columns.map { "r.\($0)" }.joined(separator: ", ")
      let row = try PreparedStatement(
        db,
        """
        SELECT r.run_id, \(columns) FROM sweep_run AS m JOIN run AS r ON r.id = m.run
        WHERE m.sweep = ? ORDER BY m.position
        """
      )
      defer { row.reset() }
      row.bind(1, sweep.key)
      var points: [(run: RunID, definition: StoredDefinition)] = []
      while try row.step() {
        points.append((try row.runID(0), try StoredDefinition(row, from: 1)))
      }
      return points
    }
  }

  /// Marks a sweep as not to be resumed; launching it again takes that back.
  ///
  /// - Throws: `readOnly`, `locked` and what writing throws.
  public func cancel(_ sweep: SweepRecord) throws(StoreError) {
    try writing { db in
      let row = try PreparedStatement(
        db,
        "UPDATE sweep SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL"
      )
      row.bind(1, Moment.now.wall)
      row.bind(2, sweep.key)
      try row.run()
    }
  }
}

extension SweepRecord {
  fileprivate init(_ row: PreparedStatement) throws {
    key = try row.integer(0)
    name = try row.text(1)
    experiment = try row.text(2)
    source = try row.text(3)
    weights = try row.text(4)
    metric = try row.optionalText(5)
    goal = try row.optionalText(6).flatMap(SweepMetric.Goal.init)
    createdAt = try row.moment(7)
    cancelledAt = try row.optionalMoment(8)
  }
}
