internal import Experiments
internal import GRDB

/// Finds out which runs a sweep had.
///
/// `sweep_run` and its index have the same shape, three small numbers, so a row that no tree led to may
/// be of either; the digest of the sweep's points says which reading is right.
struct MemberRepair {
  private struct Member: Hashable {
    var position: Int
    var run: Int
  }

  private struct Sweep {
    var key: Int
    var points: [UInt8]
    var size: Int
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Leaves the rows of the right reading, and no sweep without runs.
  func run(_ report: inout SalvageReport) throws {
    let runs = try runIDs()
    let sweeps = try sweeps()
    let chosen = try sweeps.map { try choose($0, runs) }
    try db.execute(sql: "DELETE FROM sweep_run")
    for (sweep, members) in zip(sweeps, chosen) {
      let isWhole = Self.digest(members, runs) == sweep.points
      let size = isWhole ? members.count : max(sweep.size, members.count + 1)
      try execute("UPDATE sweep SET size = ?2 WHERE id = ?1", sweep.key, size)
      for member in members {
        let sql = "INSERT INTO sweep_run (sweep, position, run) VALUES (?1, ?2, ?3)"
        try execute(sql, sweep.key, member.position, member.run)
      }
    }
    let lost = chosen.count { $0.isEmpty }
    report[.sweeps].lost += lost
    report[.sweeps].read += sweeps.count - lost
    try db.execute(sql: "DELETE FROM sweep WHERE id NOT IN (SELECT sweep FROM sweep_run)")
  }

  private func choose(_ sweep: Sweep, _ runs: [Int: RunID]) throws -> [Member] {
    func members(_ sql: String) throws -> [Member] {
      Self.unique(try self.members(sql, sweep.key).filter { runs[$0.run] != nil })
    }
    let table = "SELECT position, run FROM sweep_run WHERE sweep = ?"
    let placed = try members(table + " AND is_placed")
    let all = try members(table + " ORDER BY is_placed DESC")
    let index = try members("SELECT run, sweep FROM sweep_run WHERE position = ? AND NOT is_placed")
    let whole = [placed, all, index].first { Self.digest($0, runs) == sweep.points }
    if let whole { return whole }
    if !placed.isEmpty { return placed }
    let known = Set(index)
    return known.isEmpty ? all : all.filter { known.contains($0) }
  }

  /// As the planner has it: the runs' ids, sorted.
  private static func digest(_ members: [Member], _ runs: [Int: RunID]) -> [UInt8] {
    var digest = RecordDigest()
    for id in members.compactMap({ runs[$0.run] }).sorted() { digest.append(id.bytes) }
    return digest.finished()
  }

  private static func unique(_ members: [Member]) -> [Member] {
    var (positions, runs) = (Set<Int>(), Set<Int>())
    return members.filter { member in
      member.position >= 1 && !runs.contains(member.run)
        && positions.insert(member.position).inserted && runs.insert(member.run).inserted
    }
  }
}

extension MemberRepair {
  private func members(_ sql: String, _ sweep: Int) throws -> [Member] {
    let row = try PreparedStatement(db, sql)
    defer { row.reset() }
    row.bind(1, sweep)
    var members: [Member] = []
    while try row.step() {
      members.append(Member(position: try row.integer(0), run: try row.integer(1)))
    }
    return members
  }

  private func sweeps() throws -> [Sweep] {
    let row = try PreparedStatement(db, "SELECT id, points, size FROM sweep")
    defer { row.reset() }
    var sweeps: [Sweep] = []
    while try row.step() {
      sweeps.append(Sweep(key: try row.integer(0), points: try row.blob(1), size: try row.count(2)))
    }
    return sweeps
  }

  private func runIDs() throws -> [Int: RunID] {
    let row = try PreparedStatement(db, "SELECT id, run_id FROM run")
    defer { row.reset() }
    var runs: [Int: RunID] = [:]
    while try row.step() { runs[try row.integer(0)] = try row.runID(1) }
    return runs
  }

  private func execute(_ sql: String, _ numbers: Int...) throws {
    let row = try PreparedStatement(db, sql)
    for (index, number) in numbers.enumerated() { row.bind(index + 1, number) }
    try row.run()
  }
}
