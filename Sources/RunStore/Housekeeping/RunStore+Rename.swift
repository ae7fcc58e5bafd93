internal import Experiments
internal import GRDB

extension RunStore {
  /// Gives an experiment another name; where there is one of that name, both become one.
  ///
  /// Sweeps of the same points become one sweep, which has the runs of both.
  ///
  /// - Returns: How many sweeps the experiment had.
  /// - Throws: `badText`, `unknown`, `readOnly`, `locked`.
  @discardableResult
  public func renameExperiment(_ name: String, to newName: String) throws(StoreError) -> Int {
    try NameRule.check(newName, kind: "experiment")
    return try writing { db in
      guard let key = try Self.experiment(db, name) else {
        throw StoreError.unknown(
          kind: "experiment",
          name: name,
          known: try Self.newestExperiments(db)
        )
      }
      let sweeps = try Self.sweeps(db, of: key)
      if let other = try Self.experiment(db, newName) {
        if other != key { try Self.unite(db, key, into: other) }
      } else {
        let row = try PreparedStatement(
          db,
          "UPDATE experiment SET name = ?, digest = ? WHERE id = ?"
        )
        row.bind(1, newName)
        row.bind(2, RecordDigest.of(newName))
        row.bind(3, key)
        try row.run()
      }
      return sweeps.count
    }
  }

  /// How many sweeps an experiment has; nil where there is none of this name.
  ///
  /// - Throws: what reading throws.
  public func sweepCount(ofExperiment name: String) throws(StoreError) -> Int? {
    try reading { db in
      try Self.experiment(db, name).map { try Self.sweeps(db, of: $0).count }
    }
  }

  /// Gives a sweep another name.
  ///
  /// - Throws: `badText`, `readOnly`, `locked`.
  public func rename(_ sweep: SweepRecord, to name: String) throws(StoreError) {
    try NameRule.check(name, kind: "sweep")
    try writing { db in
      let row = try PreparedStatement(db, "UPDATE sweep SET name = ?, digest = ? WHERE id = ?")
      row.bind(1, name)
      row.bind(
        2,
        RecordDigest.of(
          name,
          sweep.source,
          sweep.weights,
          sweep.metric ?? "",
          sweep.goal?.rawValue ?? ""
        )
      )
      row.bind(3, sweep.key)
      try row.run()
    }
  }

  private static func unite(_ db: Database, _ experiment: Int, into other: Int) throws {
    try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
    for sweep in try sweeps(db, of: experiment) {
      if let twin = try twin(db, of: sweep, in: other) {
        try run(
          db,
          "INSERT OR IGNORE INTO sweep_run (sweep, position, run) SELECT ?1, position, run FROM sweep_run WHERE sweep = ?2",
          twin,
          sweep
        )
        try run(db, "DELETE FROM sweep WHERE id = ?2 AND id <> ?1", twin, sweep)
      } else {
        try run(db, "UPDATE sweep SET experiment = ?1 WHERE id = ?2", other, sweep)
      }
    }
    try RecordOrder.noteFirstSweeps(db)
    try run(db, "DELETE FROM experiment WHERE id = ?2 AND id <> ?1", other, experiment)
  }

  /// The sweep of the same points in an experiment.
  private static func twin(_ db: Database, of sweep: Int, in experiment: Int) throws -> Int? {
    try keys(
      db,
      """
      SELECT o.id FROM sweep AS s JOIN sweep AS o ON o.points = s.points AND o.experiment = ?2
      WHERE s.id = ?1
      """,
      sweep,
      experiment
    ).first
  }

  private static func sweeps(_ db: Database, of experiment: Int) throws -> [Int] {
    try keys(
      db,
      "SELECT id FROM sweep WHERE experiment = ?1 AND ?2 = ?2 ORDER BY id",
      experiment,
      0
    )
  }

  private static func experiment(_ db: Database, _ name: String) throws -> Int? {
    let row = try PreparedStatement(db, "SELECT id FROM experiment WHERE name = ?")
    defer { row.reset() }
    row.bind(1, name)
    return try row.step() ? try row.integer(0) : nil
  }

  private static func newestExperiments(_ db: Database) throws -> [String] {
    let row = try PreparedStatement(db, "SELECT name FROM experiment ORDER BY id DESC LIMIT 8")
    defer { row.reset() }
    var names: [String] = []
    while try row.step() { names.append(try row.text(0)) }
    return names
  }

  private static func keys(_ db: Database, _ sql: String, _ first: Int, _ second: Int) throws
    -> [Int]
  {
    let row = try PreparedStatement(db, sql)
    defer { row.reset() }
    row.bind(1, first)
    row.bind(2, second)
    var keys: [Int] = []
    while try row.step() { keys.append(try row.integer(0)) }
    return keys
  }

  private static func run(_ db: Database, _ sql: String, _ first: Int, _ second: Int) throws {
    let row = try PreparedStatement(db, sql)
    row.bind(1, first)
    row.bind(2, second)
    try row.run()
  }
}
