import Testing

@Suite struct SQLCommandTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `answers with parameters by name`() throws {
    let outcome = try record.ask(
      "sql",
      "SELECT count(*) AS n FROM runs WHERE learning_rate > :rate AND status = :status",
      "--param",
      "rate=0.5",
      "--param",
      "status=finished",
      "--format",
      "csv"
    )
    #expect(outcome.lines == ["n", "1"])
  }

  @Test func `takes numbers as numbers and all else as text`() throws {
    let outcome = try record.ask(
      "sql",
      "SELECT typeof(:a), typeof(:b), typeof(:c)",
      "--param",
      "a=-3",
      "--param",
      "b=1e-3",
      "--param",
      "c=inf=1",
      "--format",
      "tsv"
    )
    #expect(outcome.line(1) == "integer\treal\ttext")
  }

  @Test(arguments: ["DELETE FROM run", "DROP VIEW runs", "PRAGMA user_version = 9"])
  func `refuses whatever could write`(sql: String) throws {
    let outcome = try record.ask("sql", sql)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors == "descent: error: the statement was refused: only SELECT is allowed\n")
    #expect(try record.ask("sql", "SELECT * FROM runs", "--format", "jsonl").lines.count == 4)
  }

  @Test func `stops at the time limit`() throws {
    let outcome = try record.ask(
      "sql",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
      "--timeout",
      "0.05"
    )
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("stopped after 0.05 s"))
  }

  @Test func `tells columns of the same name apart`() throws {
    let rows = try #require(try record.ask("sql", "SELECT 1 AS a, 2 AS a", "--format", "json").json)
    #expect(rows[0]["a"] as? Int == 1)
    #expect(rows[0]["a_2"] as? Int == 2)
  }

  @Test func `has the columns of an answer without rows`() throws {
    let outcome = try record.ask("sql", "SELECT run FROM runs WHERE 0", "--format", "csv")
    #expect(outcome.text == "run\n")
  }
}
