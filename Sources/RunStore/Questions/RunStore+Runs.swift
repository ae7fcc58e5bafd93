public import Experiments
internal import GRDB

extension RunStore {
  /// Lists runs; reads no history unless a condition, a column or a sort key is about it.
  ///
  /// - Throws: what reading throws.
  public func runs(_ question: RunQuestion) throws(StoreError) -> RunList {
    try reading { db in
      let query = RunQuery(question: question)
      var list = RunList(columns: question.columns, runs: [], rows: [], total: 0)
      let total = try query.forEach(db) { run, values in
        list.runs.append(run)
        list.rows.append(values)
      }
      let isCut = question.limit != nil || question.offset > 0
      list.total = isCut ? try total ?? query.count(db) : list.runs.count
      return list
    }
  }

  /// Whether some run is an answer to a question; its order does not matter.
  ///
  /// - Throws: what reading throws.
  public func hasRun(_ question: RunQuestion) throws(StoreError) -> Bool {
    var question = question
    (question.columns, question.limit, question.sort) = ([], 1, [])
    let first = question
    return try reading { db in
      var isFound = false
      try RunQuery(question: first).forEach(db) { _, _ in isFound = true }
      return isFound
    }
  }

  /// Counts the runs of each status.
  ///
  /// - Throws: what reading throws.
  public func counts(where condition: Condition = .all) throws(StoreError) -> [RunStatus: Int] {
    try reading { db in
      var question = RunQuestion()
      question.condition = condition
      question.columns = [try RunColumn.named("status")]
      var counts: [RunStatus: Int] = [:]
      try RunQuery(question: question).forEach(db) { _, values in
        guard case .text(let word) = values[0], let status = RunStatus(rawValue: word) else {
          return
        }
        counts[status, default: 0] += 1
      }
      return counts
    }
  }

  /// The keys of the definition in which some runs differ.
  ///
  /// - Throws: what reading throws.
  public func varyingKeys(where condition: Condition = .all) throws(StoreError) -> Set<String> {
    try reading { db in
      try VaryingKeys(condition: condition, keys: DefinitionKey.allCases.map(\.rawValue)).find(db)
    }
  }

  /// Whether runs of different experiments are among these.
  ///
  /// - Throws: what reading throws.
  public func hasManyExperiments(where condition: Condition = .all) throws(StoreError) -> Bool {
    try reading { db in
      try !VaryingKeys(condition: condition, keys: ["experiment"]).find(db).isEmpty
    }
  }

  /// The names of those columns that have a value other than `none` in some run.
  ///
  /// - Throws: what reading throws.
  public func measured(
    _ columns: [RunColumn],
    where condition: Condition = .all
  ) throws(StoreError) -> Set<String> {
    try reading { db in
      let counts = columns.map { "count(nullif(\($0.marked), 'none')) > 0" as BoundSQL }
      let row = try PreparedStatement(
        db,
        bound: """
          SELECT \(counts.joined(by: ", ")) FROM run AS r
          WHERE r.trashed_at IS NULL AND (\(condition.expression))
          """
      )
      defer { row.reset() }
      guard try row.step() else { return [] }
      return Set(try columns.indices.filter { try row.integer($0) == 1 }.map { columns[$0].name })
    }
  }

  /// The run that a name stands for: the beginning of its id, at least 4 digits, or `@1` for the one
  /// planned last, `@2` for the one before.
  ///
  /// - Throws: `malformedRun`, `unknownRun`, `ambiguousRun`, and what reading throws.
  public func run(named name: String, inTrash: Bool = false) throws(StoreError) -> RunID {
    let wanted = try RunName(name)
    let found: [RunID] = try reading { db in try wanted.find(db, inTrash: inTrash) }
    guard let first = found.first else { throw .unknownRun(name) }
    guard found.count == 1 else { throw .ambiguousRun(name, count: found.count) }
    return first
  }
}

/// A run's name as people give it.
private enum RunName {
  case newest(Int)
  case prefix([UInt8], [UInt8])

  init(_ name: String) throws(StoreError) {
    if name.hasPrefix("@") {
      guard let number = Int(name.dropFirst()), number >= 1 else { throw .malformedRun(name) }
      self = .newest(number)
      return
    }
    guard name.utf8.count >= 4,
      let low = RunID(hex: Self.padded(name, with: "0")),
      let high = RunID(hex: Self.padded(name, with: "f"))
    else { throw .malformedRun(name) }
    self = .prefix(low.bytes, high.bytes)
  }

  private static func padded(_ name: String, with digit: String) -> String {
    name.lowercased() + String(repeating: digit, count: max(0, 32 - name.utf8.count))
  }

  func find(_ db: Database, inTrash: Bool) throws -> [RunID] {
    let trash = inTrash ? "IS NOT NULL" : "IS NULL"
    let row: PreparedStatement
    switch self {
    case .newest(let number):
      row = try PreparedStatement(
        db,
        "SELECT run_id FROM run WHERE trashed_at \(trash) ORDER BY id DESC LIMIT 1 OFFSET ?"
      )
      row.bind(1, number - 1)
    case .prefix(let low, let high):
      row = try PreparedStatement(
        db,
        "SELECT run_id FROM run WHERE trashed_at \(trash) AND run_id BETWEEN ? AND ?"
      )
      row.bind(1, low)
      row.bind(2, high)
    }
    defer { row.reset() }
    var found: [RunID] = []
    while try row.step() { found.append(try row.runID(0)) }
    return found
  }
}
