internal import Experiments
internal import GRDB

/// The statements of table `finding`.
enum FindingRow {
  private static let columns = "epoch, layer, finding, metric, value, reference, since, nan, digest"

  static func insertion(_ db: Database) throws -> PreparedStatement {
    try PreparedStatement(
      db,
      "INSERT INTO finding (run, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
  }

  static func insert(
    _ finding: Finding,
    of id: RunID,
    run: Int,
    with statement: PreparedStatement
  ) throws {
    statement.bind(1, run)
    statement.bind(2, finding.epoch)
    statement.bind(3, finding.layer ?? 0)
    statement.bind(4, finding.kind.rawValue)
    statement.bind(5, finding.metric.rawValue)
    let mask = statement.bind(from: 6, numbers: [finding.value, finding.reference])
    statement.bind(8, finding.since)
    statement.bind(9, mask)
    statement.bind(10, finding.digest(of: id))
    try statement.run()
  }

  /// Makes the findings of a run these, where they are others.
  static func replace(_ db: Database, by findings: [Finding], of id: RunID, run: Int) throws {
    let recorded = (try? read(db, id, run: run)) ?? []
    guard recorded.map({ $0.digest(of: id) }) != findings.map({ $0.digest(of: id) }) else { return }
    let removal = try PreparedStatement(db, "DELETE FROM finding WHERE run = ?")
    removal.bind(1, run)
    try removal.run()
    let statement = try insertion(db)
    for finding in findings { try insert(finding, of: id, run: run, with: statement) }
  }

  /// Reads the findings of a run in the order they were seen, and checks them against their digests.
  static func read(_ db: Database, _ id: RunID, run: Int) throws -> [Finding] {
    let row = try PreparedStatement(
      db,
      "SELECT \(columns) FROM finding WHERE run = ? ORDER BY epoch, layer, finding"
    )
    defer { row.reset() }
    row.bind(1, run)
    var findings: [Finding] = []
    while try row.step() {
      guard let finding = try read(row), try row.blob(8) == finding.digest(of: id) else {
        throw DatabaseError.damaged("the findings of epoch \(try row.integer(0))")
      }
      findings.append(finding)
    }
    return findings
  }

  /// Reads a row; nil where its words are none of ours.
  private static func read(_ row: PreparedStatement) throws -> Finding? {
    let layer = try row.integer(1)
    let numbers = try row.numbers(from: 4, count: 2, mask: try row.integer(7))
    guard let kind = Finding.Kind(rawValue: try row.text(2)),
      let metric = Finding.Metric(rawValue: try row.text(3)),
      let value = numbers[0], let reference = numbers[1]
    else { return nil }
    return Finding(
      kind,
      epoch: try row.integer(0),
      layer: layer == 0 ? nil : layer,
      metric,
      value: value,
      reference: reference,
      since: try row.integer(6)
    )
  }
}

extension Finding {
  /// The digest of a finding of a run.
  func digest(of run: RunID) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(run.bytes)
    digest.append(epoch)
    digest.append(layer ?? 0)
    digest.append(kind.rawValue)
    digest.append(metric.rawValue)
    digest.append(numbers: [value, reference])
    digest.append(since)
    return digest.finished()
  }
}
