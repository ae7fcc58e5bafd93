import GRDB
import Testing

@testable import RunStore

@Suite struct PreparedStatementTests {
  private func table(_ body: (Database, PreparedStatement) throws -> Void) throws {
    try DatabaseQueue().inDatabase { db in
      try db.execute(sql: "CREATE TABLE blobs (a, b, UNIQUE (a))")
      try body(db, try PreparedStatement(db, "INSERT INTO blobs VALUES (?, ?)"))
    }
  }

  private func blobs(_ db: Database) throws -> [[UInt8]?] {
    let row = try PreparedStatement(db, "SELECT b FROM blobs ORDER BY a")
    var found: [[UInt8]?] = []
    while try row.step() {
      if case .blob(let bytes) = try row.value(0) { found.append(bytes) } else { found.append(nil) }
    }
    return found
  }

  @Test func `lends bytes for one run, and for no other`() throws {
    try table { db, insertion in
      let large = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
      insertion.bind(1, 1)
      try insertion.run(lending: large, to: 2)
      insertion.bind(1, 2)
      try insertion.run(lending: [], to: 2)
      insertion.bind(1, 3)
      try insertion.run()
      #expect(try blobs(db) == [large, [], nil])
    }
  }

  @Test func `keeps nothing of what it was lent for a run that fails`() throws {
    try table { db, insertion in
      insertion.bind(1, 1)
      try insertion.run(lending: [1, 2, 3], to: 2)
      insertion.bind(1, 1)
      #expect(throws: DatabaseError.self) { try insertion.run(lending: [4], to: 2) }
      insertion.bind(1, 2)
      try insertion.run()
      #expect(try blobs(db) == [[1, 2, 3], nil])
    }
  }
}
