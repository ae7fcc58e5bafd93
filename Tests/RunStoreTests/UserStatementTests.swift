import Experiments
@testable import RunStore
import Testing

@Suite struct UserStatementTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 2)
    try recorder.close()
  }

  func ask(
    _ sql: String,
    _ parameters: [RunStore.Parameter] = [],
    seconds: Double = 30
  ) throws -> (names: [String], rows: [[StoredValue]]) {
    var answer: (names: [String], rows: [[StoredValue]]) = ([], [])
    try store.query(sql, parameters: parameters, seconds: seconds, header: { answer.names = $0 }) {
      answer.rows.append($0)
    }
    return answer
  }

  @Test func `views and tables can be asked`() throws {
    let answer = try ask("SELECT epoch AS e, round(train_cost, 2) FROM epochs ORDER BY epoch;")
    #expect(answer.names == ["e", "round(train_cost, 2)"])
    #expect(answer.rows[1] == [.integer(1), .real(0.5)])
    #expect(try ask("SELECT count(*) FROM layer").rows == [[.integer(6)]])
    #expect(try ask("SELECT max(epoch) FROM epochs WHERE 0").rows == [[.empty]])
  }

  @Test func `parameters are bound by order and by name`() throws {
    let byName = [RunStore.Parameter(name: "e", value: .integer(1))]
    #expect(try ask("SELECT epoch FROM epochs WHERE epoch = :e", byName).rows == [[.integer(1)]])
    let byOrder = [RunStore.Parameter(value: .text("x")), .init(value: .real(0.5))]
    #expect(try ask("SELECT ?, ?", byOrder).rows == [[.text("x"), .real(0.5)]])
    #expect(throws: StoreError.self) { try ask("SELECT ?, ?", [.init(value: .integer(1))]) }
    #expect(throws: StoreError.self) { try ask("SELECT 1", byName) }
  }

  @Test(arguments: [
    "DELETE FROM epoch", "DROP VIEW runs", "CREATE TABLE t (a)", "PRAGMA writable_schema = 1",
    "PRAGMA query_only = 0", "ATTACH '/tmp/x.db' AS x", "VACUUM", "BEGIN", "REINDEX",
    "VACUUM INTO '/tmp/x.db'", "SELECT load_extension('x')", "SELECT 1; DELETE FROM run", "",
    "-- nothing", "SELEKT", "INSERT INTO tag VALUES (1, 'a', zeroblob(16))",
  ])
  func `anything but reading is refused`(sql: String) throws {
    let error = #expect(throws: StoreError.self) { try ask(sql) }
    #expect(error?.exitCode == 64)
    #expect(try ask("SELECT count(*) FROM epochs").rows == [[.integer(3)]])
  }

  @Test func `a statement that never ends is stopped`() {
    #expect(throws: StoreError.timeLimit(seconds: 0.05)) {
      try ask(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
        seconds: 0.05
      )
    }
  }

  @Test func `values that are too large are refused`() {
    #expect(throws: StoreError.self) { try ask("SELECT zeroblob(900000000)") }
  }

  @Test func `the record can be written while a statement reads`() throws {
    try store.query("SELECT epoch FROM epochs", header: { _ in }) { _ in
      try store.tag([Samples.id(1)], adding: ["seen"])
    }
    #expect(try store.details(of: Samples.id(1)).tags == ["seen"])
  }
}
