import Experiments
import Foundation
import GRDB
import Migrations
@testable import RunStore
import Testing

@Suite struct SchemaTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try RunStore.open(path: folder.file(), mode: .create).close()
  }

  func columns(_ view: String) throws -> [String] {
    try DatabaseQueue(path: folder.file()).read { db in
      try db.columns(in: view).map(\.name)
    }
  }

  @Test func `the views have the documented columns in order`() throws {
    #expect(
      try columns("runs").joined(separator: ", ") == """
        run, experiment, sweep, status, epochs_done, data, target, task, train_limit, validation, \
        split_seed, scale, hidden_layers, activation, output_activation, cost, initialization, \
        optimizer, learning_rate, momentum, weight_decay, schedule, schedule_factor, \
        schedule_epochs, warmup_epochs, minimum_rate, mini_batch_size, epochs, l2, l1, dropout, \
        gradient_clip, early_stopping, min_delta, shuffle, seed, precision, train_cost, \
        validation_cost, train_accuracy, validation_accuracy, best_validation_cost, \
        best_validation_accuracy, best_epoch, gradient_norm, seconds, examples_per_second, \
        started_at, finished_at, tags, train_r2, validation_r2, train_rmse, validation_rmse, \
        findings
        """
    )
    #expect(
      try columns("epochs").joined(separator: ", ") == """
        run, epoch, train_cost, validation_cost, train_accuracy, validation_accuracy, \
        learning_rate, gradient_norm, weight_norm, seconds, examples_per_second, train_r2, \
        validation_r2, train_rmse, validation_rmse
        """
    )
    #expect(
      try columns("layers").joined(separator: ", ") == """
        run, epoch, layer, gradient_norm, delta_norm, weight_norm, update_ratio, saturated, \
        weight_gradient_norm, bias_gradient_norm
        """
    )
    #expect(
      try columns("findings").joined(separator: ", ") == """
        run, epoch, layer, finding, metric, value, reference, since
        """
    )
  }

  @Test func `the digest that spares a comparison is that of what the steps make`() throws {
    let objects = try DatabaseQueue(path: folder.file()).read { db in try Schema.objects(db) }
    #expect(objects.count > 20)
    #expect(Schema.digest(of: objects) == Schema.currentDigest)
  }

  @Test func `exports and views have the same columns`() throws {
    #expect(try columns("runs") == RunColumn.exported.map(\.name))
    #expect(try columns("epochs") == HistoryTable.epochs.columns)
    #expect(try columns("layers") == HistoryTable.layers.columns)
    #expect(try columns("findings") == HistoryTable.findings.columns)
  }

  @Test func `every table is strict and the file is sound`() throws {
    try DatabaseQueue(path: folder.file()).read { db in
      let loose = try String.fetchAll(
        db,
        sql: "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
      )
      #expect(loose.filter { !$0.hasPrefix("sqlite_") } == [])
      #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
      #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID)
      #expect(try Int.fetchOne(db, sql: "PRAGMA page_size") == Migrations.pageSize)
    }
  }

  /// A schema with a step that this program does not have.
  func next(_ sql: String) -> Schema {
    Schema(migrations: Migrations.all + [Migration(identifier: "9999_next", sql: sql)])
  }

  @Test(arguments: [RunStore.Mode.read, .write])
  func `an older file is brought up to date after a copy beside it`(mode: RunStore.Mode) throws {
    let schema = next("ALTER TABLE run ADD COLUMN extra INTEGER")
    let store = try RunStore.open(path: folder.file(), mode: mode, schema: schema)
    #expect(try store.info().schema == schema.version)
    try store.close()
    #expect(try folder.contents() == ["descent.db", "descent.db.schema-\(Schema.current.version)"])
    #expect(try columns("run").last == "extra")
    try RunStore.open(path: folder.file("descent.db.schema-\(Schema.current.version)"), mode: .read)
      .close()
  }

  @Test func `a step that fails changes nothing`() throws {
    let before = try columns("run")
    let schema = next("ALTER TABLE run ADD COLUMN extra INTEGER; INSERT INTO nowhere VALUES (1)")
    #expect(throws: StoreError.self) {
      try RunStore.open(path: folder.file(), mode: .write, schema: schema)
    }
    #expect(try columns("run") == before)
    let store = try RunStore.open(path: folder.file(), mode: .write)
    #expect(try store.info().schema == Schema.current.version)
    try store.close()
  }

  @Test func `names of steps are numbered in order`() {
    for (index, migration) in Migrations.all.enumerated() {
      #expect(Int(migration.identifier.prefix(4)) == index + 1)
      #expect(migration.sql.hasPrefix("--"))
    }
  }
}
